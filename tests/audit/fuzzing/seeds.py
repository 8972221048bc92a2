"""Good examples of everything that is fuzzed, for the fuzzer to begin with."""

import json

from tests.inbound.corpus import MAILS as MAIL_FILES
from tests.inbound.corpus import names

MAILS = tuple((MAIL_FILES / f"{name}.eml").read_bytes() for name in names())
QUOTES = (
    b"Yes, do.\n\nOn Mon, 23 Nov 2026 at 12:00, Mira <mira@riverside.example> wrote:\n> Shall I?\n",
    b"Yes.\r\n-----Original Message-----\r\nFrom: Mira\r\nSent: Monday\r\nTo: Ada\r\nSubject: Tap\r\n\r\nShall I?",
    b"<p>Yes.</p><blockquote>Shall I?<br>Mira</blockquote><style>p {}</style><!-- x --><pre>a\n b</pre>",
)
PAGES = (
    b"---\ntitle: No water\nsummary: >\n  Yes.\ncosts: {customer: You wait.}\nsymptoms: [brown, 'dry']\n---\n\nYes.\n",
    b"---\na: |\n b\nc: &x [1, 2]\nd: *x\n? e\n: f\n---\n",
)
TARGETS_WRITTEN = (b"30 minutes", b"4 working hours", b"2 working days", b"3 days", b" 1  Working HOUR ")
_OFFICE = {
    "time_zone": "Europe/London",
    "hours": {"mon": [["08:00", "18:00"]], "fri": [["22:00", "06:00"]]},
    "date_hours": {"2026-12-24": [["08:00", "24:00"]]},
    "breaks": {"2026-11-23": [["12:00", "13:00"]]},
    "holidays": ["*-12-25", "2026-12-28"],
    "holidays_of": {"country": "GB", "subdivision": "ENG"},
}
_START = {"calendar": _OFFICE, "start": "2026-11-23T12:00Z"}
CASES = tuple(
    json.dumps(_START | asked).encode()
    for asked in (
        {"within_s": 14_400},
        {"within": "4 working hours", "pauses": [["2026-11-23T13:00Z", "2026-11-23T14:00Z"]]},
        {"end": "2026-11-27T12:00+01:00"},
    )
)
_EVENT = (
    *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "SUMMARY:Closed"),
    *("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261226", "RRULE:FREQ=YEARLY;COUNT=2", "END:VEVENT"),
    *("BEGIN:VEVENT", "UID:2", "DTSTART;TZID=Europe/London:20261123T120000", "DURATION:PT1H", "END:VEVENT"),
    *("END:VCALENDAR", ""),
)
CALENDARS = ("\r\n".join(_EVENT).encode(),)
OBJECTS = (
    b'{"topic": "no-water", "severity": "urgent", "what_happened": "\\u00e4 \\ud83d\\ude00", "contact": {"kind": ""}}',
    b'{"a": [1, 2.5e3, true, null, {"b": []}]}',
)
PICTURES = (
    b"\x01\x89PNG\r\n\x1a\n\x00\x00\x00\x04tEXta\x00hi\x00\x00\x00\x00\x00\x00\x00\x00IEND\xaeB`\x82",
    b"\x00\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xda\x00\x02\x00\xff\xd9",
    b"\x03GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xfe\x02hi\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
    b"\x02RIFF\x1a\x00\x00\x00WEBPVP8 \x0e\x00\x00\x00" + bytes(14),
    b"\x04\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1\x00\x00\x00\x0cmeta\x00\x00\x00\x00",
)
