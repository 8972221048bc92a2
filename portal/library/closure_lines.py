"""The lines of an iCalendar file, before anything works on them: RFC 5545 §3.1 and §3.6."""

import re

from portal.errors import ClosuresError

MAX_DEPTH = 4
_FOLD = re.compile(r"\n[ \t]")
_REMEDY = "Save it afresh from your calendar program, as iCalendar (.ics)."


def without_zone_definitions(text: str) -> str:
    """The unfolded lines, each ending in a newline, less every VTIMEZONE: its rules may be hostile too.

    Raises ClosuresError for what is no iCalendar file: one that does not begin as one, ends too soon or nests too deep.
    """
    kept: list[str] = []
    open_parts: list[str] = []
    for line in _FOLD.sub("", text).split("\n"):
        name, _, part = line.strip().upper().partition(":")
        if not name:
            continue
        if name == "BEGIN":
            open_parts.append(part)
            if len(open_parts) > MAX_DEPTH:
                raise ClosuresError(f"Its parts are nested more than {MAX_DEPTH} deep.", _REMEDY)
        if not open_parts or open_parts[0] != "VCALENDAR":
            raise ClosuresError("The file is not iCalendar: it has lines outside `BEGIN:VCALENDAR`.", _REMEDY)
        if "VTIMEZONE" not in open_parts:
            kept.append(line)
        if name == "END" and open_parts.pop() != part:
            raise ClosuresError(f"The file is not iCalendar: `END:{part[:40]}` ends what did not begin.", _REMEDY)
    if open_parts or not kept:
        raise ClosuresError("The file is not iCalendar, or not all of it is there.", _REMEDY)
    return "\n".join(kept) + "\n"
