"""Worked cases: a calendar, a question, the answer, and why it is the answer.

A question is `within …` or `to …` (elapsed). Times without offset are local to the calendar's zone, in answers too.
Weekdays, public holidays and changes of the clocks were looked up in a printed calendar, gov.uk and the tz database.
"""

from typing import Any, NamedTuple


class Case(NamedTuple):
    why: str
    calendar: str
    start: str
    question: str
    answer: str | int
    pauses: tuple[tuple[str, str], ...] = ()


def _week(windows: list[list[str]], days: str = "mon tue wed thu fri") -> dict[str, list[list[str]]]:
    return dict.fromkeys(days.split(), windows)


_ALL = "mon tue wed thu fri sat sun"
_NINE_TO_FIVE = [["09:00", "17:00"]]
_ROUND_THE_CLOCK = _week([["00:00", "24:00"]], _ALL)
_NIGHTS = _week([["22:00", "06:00"]], _ALL)

CALENDARS: dict[str, dict[str, Any]] = {
    "office": {"time_zone": "Europe/London", "hours": _week(_NINE_TO_FIVE)},
    "england": {
        "time_zone": "Europe/London",
        "hours": _week(_NINE_TO_FIVE),
        "holidays_of": {"country": "GB", "subdivision": "ENG"},
    },
    "bavaria": {
        "time_zone": "Europe/Berlin",
        "hours": _week(_NINE_TO_FIVE),
        "holidays_of": {"country": "DE", "subdivision": "BY"},
    },
    "split": {"time_zone": "Europe/London", "hours": _week([["09:00", "12:00"], ["13:00", "17:00"]])},
    "always london": {"time_zone": "Europe/London", "hours": _ROUND_THE_CLOCK},
    "always new york": {"time_zone": "America/New_York", "hours": _ROUND_THE_CLOCK},
    "always sydney": {"time_zone": "Australia/Sydney", "hours": _ROUND_THE_CLOCK},
    "always lord howe": {"time_zone": "Australia/Lord_Howe", "hours": _ROUND_THE_CLOCK},
    "always santiago": {"time_zone": "America/Santiago", "hours": _ROUND_THE_CLOCK},
    "always cairo": {"time_zone": "Africa/Cairo", "hours": _ROUND_THE_CLOCK},
    "sydney": {"time_zone": "Australia/Sydney", "hours": _week(_NINE_TO_FIVE)},
    "kathmandu": {"time_zone": "Asia/Kathmandu", "hours": _week([["10:00", "17:00"]], "sun mon tue wed thu fri")},
    "chatham": {"time_zone": "Pacific/Chatham", "hours": _week(_NINE_TO_FIVE)},
    "apia": {"time_zone": "Pacific/Apia", "hours": _week(_NINE_TO_FIVE, _ALL)},
    "apia weekdays": {"time_zone": "Pacific/Apia", "hours": _week(_NINE_TO_FIVE)},
    "apia nights": {"time_zone": "Pacific/Apia", "hours": _NIGHTS},
    "nights": {"time_zone": "Europe/London", "hours": _NIGHTS},
    "nights berlin": {"time_zone": "Europe/Berlin", "hours": _NIGHTS},
    "weekday nights": {"time_zone": "Europe/London", "hours": _week([["22:00", "06:00"]])},
    "friday night": {"time_zone": "Europe/London", "hours": _week([["18:00", "02:00"]], "fri")},
    "sunday night": {"time_zone": "UTC", "hours": _week([["22:00", "06:00"]], "sun")},
    "day to day": {"time_zone": "UTC", "hours": _week([["08:00", "08:00"]], "mon")},
    "gap opening": {"time_zone": "Europe/Berlin", "hours": _week([["02:30", "06:00"]], _ALL)},
    "gap hour": {"time_zone": "Europe/Berlin", "hours": _week([["02:00", "03:00"]], _ALL)},
    "gap edge": {"time_zone": "Europe/Berlin", "hours": _week([["02:00", "06:00"]], _ALL)},
    "twice close": {"time_zone": "Europe/Berlin", "hours": _week([["00:00", "02:30"]], _ALL)},
    "twice open": {"time_zone": "Europe/Berlin", "hours": _week([["02:30", "06:00"]], _ALL)},
    "early": {
        "time_zone": "Europe/London",
        "hours": _week(_NINE_TO_FIVE),
        "date_hours": {"2026-12-24": [["09:00", "12:00"]], "2026-12-27": [["10:00", "14:00"]], "2026-12-30": []},
        "holidays": ["*-12-25", "2026-12-28"],
    },
    "open holiday": {
        "time_zone": "Europe/London",
        "hours": _week(_NINE_TO_FIVE),
        "date_hours": {"2026-12-25": [["10:00", "12:00"]]},
        "holidays": ["*-12-25"],
    },
    "night holiday": {"time_zone": "UTC", "hours": _NIGHTS, "holidays": ["2026-12-25"]},
    "night date hours": {
        "time_zone": "UTC",
        "hours": _NIGHTS,
        "date_hours": {"2026-12-25": [["10:00", "12:00"]], "2026-12-28": []},
    },
    "night open holiday": {
        "time_zone": "UTC",
        "hours": _NIGHTS,
        "date_hours": {"2026-12-25": [["10:00", "12:00"]]},
        "holidays": ["*-12-25"],
    },
    "tail meets date hours": {
        "time_zone": "UTC",
        "hours": _week([["22:00", "06:00"]], "thu"),
        "date_hours": {"2026-12-25": [["05:00", "09:00"]]},
    },
    "breaks": {
        "time_zone": "Europe/London",
        "hours": _week(_NINE_TO_FIVE),
        "breaks": {"2026-11-24": [["12:00", "13:00"]], "2026-11-25": [["15:00", "18:00"]], "wed": [["10:00", "10:30"]]},
    },
    "night break": {
        "time_zone": "UTC",
        "hours": _NIGHTS,
        "breaks": {"2026-11-24": [["23:30", "00:30"]], "2026-11-26": [["02:00", "03:00"]]},
    },
    "leap day off": {"time_zone": "UTC", "hours": _week([["00:00", "24:00"]], _ALL), "holidays": ["*-02-29"]},
    "one day": {"time_zone": "UTC", "hours": {}, "date_hours": {"2026-12-01": [["09:00", "12:00"]]}},
    "touching": {"time_zone": "UTC", "hours": _week([["09:00", "12:00"], ["12:00", "15:00"]])},
    "once a week": {"time_zone": "UTC", "hours": _week([["09:00", "10:00"]], "mon")},
}

_PAUSE_OVER_NIGHT = (("2026-11-23T16:00", "2026-11-24T10:00"),)

CASES = (
    # The plain week. 2026-11-23 is a Monday.
    Case("inside one window", "office", "2026-11-23T10:00", "within 2 working hours", "2026-11-23T12:00"),
    Case("runs over the night", "office", "2026-11-23T16:30", "within 2 working hours", "2026-11-24T10:30"),
    Case("runs over the weekend", "office", "2026-11-27T16:30", "within 2 working hours", "2026-11-30T10:30"),
    Case("starts before opening", "office", "2026-11-23T07:00", "within 1 working hour", "2026-11-23T10:00"),
    Case("starts on a Sunday", "office", "2026-11-22T12:00", "within 30 working minutes", "2026-11-23T09:30"),
    Case(
        "due exactly at closing is due then", "office", "2026-11-23T15:00", "within 2 working hours", "2026-11-23T17:00"
    ),
    Case("exactly at closing on a Friday", "office", "2026-11-27T09:00", "within 8 working hours", "2026-11-27T17:00"),
    Case("one minute past closing", "office", "2026-11-27T09:01", "within 8 working hours", "2026-11-30T09:01"),
    Case("received at closing", "office", "2026-11-23T17:00", "within 1 working minute", "2026-11-24T09:01"),
    Case("received at opening", "office", "2026-11-23T09:00", "within 1 working minute", "2026-11-23T09:01"),
    Case("whole week of 40 hours", "office", "2026-11-23T09:00", "within 40 working hours", "2026-11-27T17:00"),
    Case("40 hours and one minute", "office", "2026-11-23T09:00", "within 2401 working minutes", "2026-11-30T09:01"),
    Case("around lunch", "split", "2026-11-23T11:30", "within 1 working hour", "2026-11-23T13:30"),
    Case("due at the start of lunch", "split", "2026-11-23T11:00", "within 1 working hour", "2026-11-23T12:00"),
    Case("windows that touch are one", "touching", "2026-11-23T11:00", "within 2 working hours", "2026-11-23T13:00"),
    Case(
        "an offset in the start wins over the zone",
        "office",
        "2026-11-23T16:30+05:30",
        "within 1 working hour",
        "2026-11-23T12:00",
    ),
    Case("in seconds", "office", "2026-11-23T16:59:30", "within_s 60", "2026-11-24T09:00:30"),
    Case(
        "a fraction of a second is kept", "office", "2026-11-23T09:00:00.250", "within_s 1", "2026-11-23T09:00:01.250"
    ),
    Case(
        "every 40th hour: 40 weeks of one hour",
        "once a week",
        "2026-11-23T09:00",
        "within 40 working hours",
        "2027-08-23T10:00",
    ),
    Case("hours of a single date", "one day", "2026-11-01T00:00", "within 3 working hours", "2026-12-01T12:00"),
    # Elapsed time in working seconds.
    Case("the same instant", "office", "2026-11-23T10:00", "to 2026-11-23T10:00", 0),
    Case("a day has eight hours", "office", "2026-11-23T00:00", "to 2026-11-24T00:00", 28_800),
    Case("a week has forty", "office", "2026-11-22T00:00", "to 2026-11-29T00:00", 144_000),
    Case("a weekend has none", "office", "2026-11-27T17:00", "to 2026-11-30T09:00", 0),
    Case("part of one window", "office", "2026-11-23T10:15", "to 2026-11-23T10:45", 1_800),
    Case("over a night", "office", "2026-11-23T16:00", "to 2026-11-24T10:00", 7_200),
    # 2026 has 261 weekdays: 52 weeks of five, and 31 December is a Thursday like 1 January.
    Case("a whole year", "office", "2026-01-01T00:00", "to 2027-01-01T00:00", 261 * 28_800),
    # 2020 to 2029: 3,653 days are 521 weeks and six days, Wed 26 to Mon 31 December 2029, four of them weekdays.
    Case("ten years", "office", "2020-01-01T00:00", "to 2030-01-01T00:00", (521 * 5 + 4) * 28_800),
    # Days of elapsed time: the same wall time; minutes and hours ignore the calendar.
    Case("three days", "office", "2026-11-27T16:30", "within 3 days", "2026-11-30T16:30"),
    Case("four hours ignore the calendar", "office", "2026-11-27T16:30", "within 4 hours", "2026-11-27T20:30"),
    Case("ninety minutes over midnight", "office", "2026-11-27T23:30", "within 90 minutes", "2026-11-28T01:00"),
    Case(
        "days over the end of summer time keep the wall time",
        "office",
        "2026-10-24T12:00",
        "within 1 day",
        "2026-10-25T12:00",
    ),
    Case("24 hours over it do not", "office", "2026-10-24T12:00", "within 24 hours", "2026-10-25T11:00"),
    Case("days over the start of summer time", "office", "2027-03-27T12:00", "within 1 day", "2027-03-28T12:00"),
    Case("24 hours over it", "office", "2027-03-27T12:00", "within 24 hours", "2027-03-28T13:00"),
    Case(
        "days onto a time that does not exist move forward",
        "office",
        "2027-03-27T01:30",
        "within 1 day",
        "2027-03-28T02:30",
    ),
    Case(
        "days onto a time that comes twice mean the first",
        "office",
        "2026-10-24T01:30",
        "within 1 day",
        "2026-10-25T00:30Z",
    ),
    Case("29 February in a leap year", "office", "2028-02-28T10:00", "within 1 day", "2028-02-29T10:00"),
    Case("no 29 February in another", "office", "2027-02-28T10:00", "within 1 day", "2027-03-01T10:00"),
    Case("a day from New Year's Eve", "office", "2026-12-31T10:00", "within 1 day", "2027-01-01T10:00"),
    Case("Samoa's 2011-12-30 never was", "apia", "2011-12-29T10:00", "within 2 days", "2011-12-31T10:00"),
    Case("one day onto it moves forward by the gap", "apia", "2011-12-29T10:00", "within 1 day", "2011-12-31T10:00"),
    # Working days.
    Case("the close of the next working day", "office", "2026-11-23T10:00", "within 1 working day", "2026-11-24T17:00"),
    Case("two from a Thursday", "office", "2026-11-26T10:00", "within 2 working days", "2026-11-30T17:00"),
    Case("before opening counts as that day", "office", "2026-11-23T06:00", "within 1 working day", "2026-11-24T17:00"),
    Case(
        "after the last window: the next working day",
        "office",
        "2026-11-23T17:01",
        "within 1 working day",
        "2026-11-25T17:00",
    ),
    Case("at the close is not after it", "office", "2026-11-23T17:00", "within 1 working day", "2026-11-24T17:00"),
    Case("Friday evening counts as Monday", "office", "2026-11-27T18:00", "within 1 working day", "2026-12-01T17:00"),
    Case(
        "Saturday too, or it would be due before Friday's",
        "office",
        "2026-11-28T10:00",
        "within 1 working day",
        "2026-12-01T17:00",
    ),
    Case("in the lunch break of a day", "split", "2026-11-23T12:30", "within 1 working day", "2026-11-24T17:00"),
    Case(
        "a night window belongs to the day it opens on",
        "weekday nights",
        "2026-11-24T02:00",
        "within 1 working day",
        "2026-11-25T06:00",
    ),
    Case(
        "Friday's night ends on Saturday",
        "weekday nights",
        "2026-11-28T03:00",
        "within 1 working day",
        "2026-12-01T06:00",
    ),
    Case("after a night window", "weekday nights", "2026-11-24T07:00", "within 1 working day", "2026-11-26T06:00"),
    Case("once a week", "friday night", "2026-11-27T20:00", "within 2 working days", "2026-12-12T02:00"),
    Case("ten working days", "office", "2026-11-23T10:00", "within 10 working days", "2026-12-07T17:00"),
    Case(
        "the short close of a date's own hours", "early", "2026-12-23T10:00", "within 1 working day", "2026-12-24T12:00"
    ),
    Case("after that short close", "early", "2026-12-24T12:30", "within 1 working day", "2026-12-29T17:00"),
    Case(
        "a break to the evening moves the close",
        "breaks",
        "2026-11-24T10:00",
        "within 1 working day",
        "2026-11-25T15:00",
    ),
    # Public holidays. gov.uk: 25 December 2026 a Friday, 28 December in lieu of Saturday 26.
    Case("Christmas in England", "england", "2026-12-24T16:30", "within 2 working hours", "2026-12-29T10:30"),
    Case("working days over it", "england", "2026-12-24T10:00", "within 2 working days", "2026-12-30T17:00"),
    Case(
        "New Year in lieu: Monday 3 January 2028 for a Saturday",
        "england",
        "2027-12-31T16:00",
        "within 2 working hours",
        "2028-01-04T10:00",
    ),
    Case("Easter 2027: 26 and 29 March", "england", "2027-03-25T16:00", "within 2 working hours", "2027-03-30T10:00"),
    Case(
        "the late May holiday of 2022 was on 2 June, with the jubilee on the 3rd",
        "england",
        "2022-06-01T16:00",
        "within 2 working hours",
        "2022-06-06T10:00",
    ),
    Case(
        "Epiphany in Bavaria, a Wednesday", "bavaria", "2027-01-05T16:00", "within 2 working hours", "2027-01-07T10:00"
    ),
    Case("a yearly holiday", "early", "2026-12-24T11:00", "within 2 working hours", "2026-12-27T11:00"),
    Case("an extra-open Sunday", "early", "2026-12-27T13:00", "within 2 working hours", "2026-12-29T10:00"),
    Case("a closed Wednesday", "early", "2026-12-29T16:00", "within 2 working hours", "2026-12-31T10:00"),
    Case(
        "hours of its own beat a holiday",
        "open holiday",
        "2026-12-24T16:00",
        "within 2 working hours",
        "2026-12-25T11:00",
    ),
    Case(
        "next year's is a holiday again",
        "open holiday",
        "2028-12-22T16:00",
        "within 2 working hours",
        "2028-12-26T10:00",
    ),
    Case("a leap day off", "leap day off", "2028-02-28T23:00", "within 2 working hours", "2028-03-01T01:00"),
    Case("the same in another year", "leap day off", "2027-02-28T23:00", "within 2 working hours", "2027-03-01T01:00"),
    Case("the leap day takes 24 hours", "leap day off", "2028-02-01T00:00", "to 2028-03-01T00:00", 28 * 86_400),
    # Windows over midnight.
    Case("over midnight", "nights", "2026-11-23T23:00", "within 2 working hours", "2026-11-24T01:00"),
    Case(
        "from the small hours into the evening",
        "nights",
        "2026-11-24T05:00",
        "within 2 working hours",
        "2026-11-24T23:00",
    ),
    Case("a night has eight hours", "nights", "2026-11-23T12:00", "to 2026-11-24T12:00", 28_800),
    Case(
        "Sunday's night ends on Monday",
        "sunday night",
        "2026-11-22T23:00",
        "within 7 working hours",
        "2026-11-23T06:00",
    ),
    Case(
        "close equal to open is a whole day",
        "day to day",
        "2026-11-23T08:00",
        "within 24 working hours",
        "2026-11-24T08:00",
    ),
    Case("and not a minute more", "day to day", "2026-11-22T00:00", "to 2026-11-29T00:00", 86_400),
    # Thursday 24 December 22:00 to midnight, Friday off with its night, Saturday from 22:00.
    Case(
        "a holiday takes the tail and its own night",
        "night holiday",
        "2026-12-24T23:00",
        "within 2 working hours",
        "2026-12-26T23:00",
    ),
    Case("hours around that holiday", "night holiday", "2026-12-24T12:00", "to 2026-12-27T12:00", (2 + 8) * 3_600),
    Case(
        "a tail survives hours of a date",
        "night date hours",
        "2026-12-25T05:00",
        "within 2 working hours",
        "2026-12-25T11:00",
    ),
    Case("and a closed date", "night date hours", "2026-12-27T23:00", "within 7 working hours", "2026-12-28T06:00"),
    Case(
        "the closed date's own night is gone", "night date hours", "2026-12-28T00:00", "to 2026-12-29T12:00", 6 * 3_600
    ),
    Case(
        "a tail survives where hours beat a holiday",
        "night open holiday",
        "2026-12-25T00:00",
        "to 2026-12-26T00:00",
        8 * 3_600,
    ),
    Case(
        "time that two windows cover passes once",
        "tail meets date hours",
        "2026-12-24T12:00",
        "to 2026-12-26T12:00",
        11 * 3_600,
    ),
    # Breaks.
    Case("a break of a date", "breaks", "2026-11-24T11:30", "within 1 working hour", "2026-11-24T13:30"),
    Case("a break of every Wednesday", "breaks", "2026-12-02T09:45", "within 1 working hour", "2026-12-02T11:15"),
    Case("breaks of weekday and date add up", "breaks", "2026-11-25T00:00", "to 2026-11-26T00:00", 5 * 3_600 + 1_800),
    Case("a break over midnight", "night break", "2026-11-24T23:00", "within 1 working hour", "2026-11-25T01:00"),
    Case(
        "a break in the tail of the night before",
        "night break",
        "2026-11-26T01:30",
        "within 1 working hour",
        "2026-11-26T03:30",
    ),
    # Changes of the clocks. London: 2026-10-25 02:00 to 01:00, 2027-03-28 01:00 to 02:00.
    Case("a day of 25 hours", "always london", "2026-10-25T00:00", "to 2026-10-26T00:00", 25 * 3_600),
    Case("a day of 23 hours", "always london", "2027-03-28T00:00", "to 2027-03-29T00:00", 23 * 3_600),
    Case(
        "24 hours into the longer day",
        "always london",
        "2026-10-24T12:00",
        "within 24 working hours",
        "2026-10-25T11:00",
    ),
    Case("New York loses one on 2027-03-14", "always new york", "2027-03-14T00:00", "to 2027-03-15T00:00", 23 * 3_600),
    Case("and gains it on 2026-11-01", "always new york", "2026-11-01T00:00", "to 2026-11-02T00:00", 25 * 3_600),
    Case("Sydney loses one in October", "always sydney", "2026-10-04T00:00", "to 2026-10-05T00:00", 23 * 3_600),
    Case("and gains it in April", "always sydney", "2027-04-04T00:00", "to 2027-04-05T00:00", 25 * 3_600),
    Case("Lord Howe loses half an hour", "always lord howe", "2026-10-04T00:00", "to 2026-10-05T00:00", 84_600),
    Case("and gains it", "always lord howe", "2027-04-04T00:00", "to 2027-04-05T00:00", 88_200),
    Case(
        "Santiago has no midnight on 2026-09-06",
        "always santiago",
        "2026-09-05T23:00",
        "within 2 working hours",
        "2026-09-06T02:00",
    ),
    Case("and that day has 23 hours", "always santiago", "2026-09-05T00:00", "to 2026-09-07T00:00", 47 * 3_600),
    Case(
        "Cairo has its 23:00 twice on 2026-10-29", "always cairo", "2026-10-29T00:00", "to 2026-10-30T00:00", 25 * 3_600
    ),
    Case(
        "office hours on the Monday after are as ever",
        "sydney",
        "2026-10-02T16:30",
        "within 1 working hour",
        "2026-10-05T09:30",
    ),
    Case("a shorter night", "nights", "2027-03-27T12:00", "to 2027-03-28T12:00", 7 * 3_600),
    Case("a longer night", "nights", "2026-10-24T12:00", "to 2026-10-25T12:00", 9 * 3_600),
    Case(
        "due in the hour that comes twice, the second time",
        "nights berlin",
        "2026-10-25T02:30+02:00",
        "within 1 working hour",
        "2026-10-25T02:30+01:00",
    ),
    Case("due beyond the gap", "nights berlin", "2027-03-28T01:30", "within 1 working hour", "2027-03-28T03:30"),
    Case(
        "opening on the first minute of the gap",
        "gap edge",
        "2027-03-28T00:00",
        "within 1 working hour",
        "2027-03-28T04:00",
    ),
    Case(
        "an opening in the gap moves forward by it",
        "gap opening",
        "2027-03-28T00:00",
        "within 1 working hour",
        "2027-03-28T04:30",
    ),
    Case("so that window is short", "gap opening", "2027-03-28T00:00", "to 2027-03-28T12:00", 9_000),
    Case("a window of nothing but gap is empty", "gap hour", "2027-03-28T00:00", "to 2027-03-28T12:00", 0),
    Case("a close that comes twice is the first", "twice close", "2026-10-25T00:00", "to 2026-10-25T12:00", 9_000),
    Case(
        "an opening that comes twice is the first",
        "twice open",
        "2026-10-25T00:00",
        "to 2026-10-25T12:00",
        4 * 3_600 + 1_800,
    ),
    # Zones off the hour, and a date that never was.
    Case("Kathmandu is 5:45 ahead", "kathmandu", "2026-11-22T04:15Z", "within 1 working hour", "2026-11-22T05:15Z"),
    Case("Saturday is its weekend", "kathmandu", "2026-11-27T16:30", "within 1 working hour", "2026-11-29T10:30"),
    Case(
        "Chatham is 13:45 ahead in summer", "chatham", "2026-11-22T19:15Z", "within 1 working hour", "2026-11-22T20:15Z"
    ),
    Case(
        "Samoa went from Thursday to Saturday", "apia", "2011-12-29T16:00", "within 2 working hours", "2011-12-31T10:00"
    ),
    Case(
        "a Friday that never was has no hours",
        "apia weekdays",
        "2011-12-29T16:00",
        "within 2 working hours",
        "2012-01-02T10:00",
    ),
    Case("nor is it a working day", "apia weekdays", "2011-12-28T10:00", "within 2 working days", "2012-01-02T17:00"),
    Case(
        "the night across it has its eight hours", "apia nights", "2011-12-29T12:00", "to 2011-12-31T12:00", 8 * 3_600
    ),
    # Far away.
    Case(
        "three years ahead: 1,000 days of eight hours",
        "office",
        "2026-11-23T09:00",
        "within 8000 working hours",
        "2030-09-20T17:00",
    ),
    Case(
        "a century's leap day that is none: 2100",
        "office",
        "2100-02-26T17:00",
        "within 1 working hour",
        "2100-03-01T10:00",
    ),
    # Pauses.
    Case(
        "a pause adds its working time",
        "office",
        "2026-11-23T15:30",
        "within 2 working hours",
        "2026-11-24T11:30",
        _PAUSE_OVER_NIGHT,
    ),
    Case(
        "to elapsed time it adds all of it",
        "office",
        "2026-11-23T15:30",
        "within 2 hours",
        "2026-11-24T11:30",
        _PAUSE_OVER_NIGHT,
    ),
    Case(
        "to days it adds all of it", "office", "2026-11-23T15:30", "within 1 day", "2026-11-25T09:30", _PAUSE_OVER_NIGHT
    ),
    Case(
        "to working days its working time: two hours",
        "office",
        "2026-11-23T15:30",
        "within 1 working day",
        "2026-11-25T11:00",
        _PAUSE_OVER_NIGHT,
    ),
    Case(
        "pauses that overlap count once",
        "office",
        "2026-11-23T09:00",
        "within 2 working hours",
        "2026-11-23T13:00",
        (("2026-11-23T10:00", "2026-11-23T11:30"), ("2026-11-23T11:00", "2026-11-23T12:00")),
    ),
    Case(
        "the order of pauses does not matter",
        "office",
        "2026-11-23T09:00",
        "within 2 working hours",
        "2026-11-23T12:00",
        (("2026-11-23T11:00", "2026-11-23T11:30"), ("2026-11-23T09:30", "2026-11-23T10:00")),
    ),
    Case(
        "a pause after the due time changes nothing",
        "office",
        "2026-11-23T09:00",
        "within 2 working hours",
        "2026-11-23T11:00",
        (("2026-11-23T11:01", "2026-11-23T12:00"),),
    ),
    Case(
        "a pause before the start changes nothing",
        "office",
        "2026-11-23T09:00",
        "within 2 working hours",
        "2026-11-23T11:00",
        (("2026-11-22T09:00", "2026-11-23T09:00"),),
    ),
    Case(
        "a pause outside the hours changes nothing",
        "office",
        "2026-11-23T16:00",
        "within 2 working hours",
        "2026-11-24T10:00",
        (("2026-11-23T18:00", "2026-11-24T08:00"),),
    ),
    Case(
        "elapsed time leaves pauses out",
        "office",
        "2026-11-23T09:00",
        "to 2026-11-23T17:00",
        7 * 3_600,
        (("2026-11-23T10:00", "2026-11-23T11:00"),),
    ),
    Case(
        "as far as they lie in the interval",
        "office",
        "2026-11-23T09:00",
        "to 2026-11-23T10:30",
        3_600,
        (("2026-11-23T10:00", "2026-11-23T11:00"),),
    ),
)
