"""Writes iCalendar files of closures for tests."""


def icalendar_of(*events: str, head: str = "") -> str:
    """Each event is its lines; it gets a UID unless it has one."""
    return (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Elm Row Water//EN\n"
        + head
        + "".join(_event(number, lines.strip()) for number, lines in enumerate(events))
        + "END:VCALENDAR\n"
    )


def _event(number: int, lines: str) -> str:
    uid = "" if "UID:" in lines else f"UID:{number}@elmrow.example\n"
    return f"BEGIN:VEVENT\n{uid}{lines}\nEND:VEVENT\n"
