"""Who answers and when is compared in words, and what stays the same is passed over."""

from portal.library.routing_changes import routing_changes
from portal.library.team_file import ShiftLine
from tests.workplaces import small_library, with_shifts, without_person


def said(was: object, now: object) -> list[str]:
    return [f"{change.about}: {change.words}" for change in routing_changes(was, now)]  # type: ignore[arg-type]


def test_the_same_library_has_no_change() -> None:
    assert said(small_library(), small_library()) == []


def test_topics_people_and_calendars_are_compared() -> None:
    was = small_library()
    now = without_person(with_shifts(was, "mira", (ShiftLine(days=("mon",), hours=("22:00", "06:00")),)), "bea")
    people = now.desk.team.responders
    tom = people["tom"].model_copy(update={"teams": ("lines", "bills"), "skills": {"pumps": None}, "capacity": 4})
    team = now.desk.team.model_copy(update={"responders": {**people, "tom": tom}})
    topic = was.public.topics["no-water"].model_copy(update={"team": "bills", "needs_skills": ("pumps",)})
    public = was.public.model_copy(update={"topics": {**was.public.topics, "no-water": topic}})
    office = {**was.calendars["office"], "holidays": ["2026-12-28"]}
    update = {"desk": now.desk.model_copy(update={"team": team}), "public": public, "calendars": {"office": office}}
    changed = now.model_copy(update=update)
    assert said(was, changed) == [
        "topics/no-water: Reports on it go to the bills desk. They went to the lines desk.",
        "topics/no-water: A good answer takes pumps. It took nothing.",
        "bea: Bea is a responder no longer, who had 16 hours a week.",
        "mira: Mira has other shifts: 8 hours a week, and it was 40 hours.",
        "tom: Tom answers for the lines desk and the bills desk. Before: the lines desk.",
        "tom: Tom is trained for pumps. Before: nothing.",
        "tom: Tom does well by 4 open reports at once. It was 10.",
        "office: The calendar has other closed days.",
    ]
    assert said(changed, was)[2] == "bea: Bea is a responder now, with 16 hours a week."
