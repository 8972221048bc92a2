"""How the pages say dates, shares, owners and what a promise measures."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.library.pages import Commitment

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

MEASURES = {
    "first_response": "From when your report reaches us until a person writes back. An automatic reply does not count.",
    "next_update": "From one message of ours to the next, for as long as your report is open.",
    "resolution": "From when your report reaches us until it is put right, or until we tell you why it cannot be.",
    "lead_answer": "From when someone in the team asks until their lead answers.",
    "break_taken": "Whether the break is taken, away from the desk, on the day.",
    "training_current": "Whether the training is up to date before somebody answers you.",
}

KINDS = {
    "commitments": ("Promise", "promises"),
    "limitations": ("Limitation", "limitations"),
    "topics": ("Topic", "topics"),
    "policies": ("Policy", "policies"),
    "": ("Page", "other pages"),
}
"""What a page of each kind is called, and several."""

GROUPS = {
    "first_response": "How soon a person answers",
    "next_update": "How often you hear from us",
    "resolution": "By when it is put right",
}

STANCES = {
    "all-costs": ("Whatever it takes", "We save the day, whatever it costs us."),
    "triage": (
        "To a trained person",
        "It goes at once to somebody with the tools and the say to act. It will not always work.",
    ),
    "acceptance": ("We accept it", "We have chosen not to fix this. We say so, so that nobody runs after it in vain."),
}


def day_in_words(day: date) -> str:
    """`1 March 2027`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def instant_in_words(instant: datetime, zone: ZoneInfo) -> str:
    """`1 March 2027 at 14:05`, local time in `zone`."""
    local = instant.astimezone(zone)
    return f"{day_in_words(local.date())} at {local:%H:%M}"


def month_in_words(month: str) -> str:
    """`2026-10` as `October 2026`."""
    year, number = month.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def key_in_words(key: str) -> str:
    """`fault-desk` as `fault desk`."""
    return key.replace("-", " ")


def team_in_words(key: str) -> str:
    """`fault-desk` as `fault desk`, `billing` as `billing team`."""
    name = key_in_words(key)
    return name if name.endswith((" desk", " team", " crew", " office")) else f"{name} team"


def objective_in_words(commitment: Commitment) -> str:
    """How often we mean to keep it."""
    if commitment.objective >= 1:
        return "Every time."
    return f"In {commitment.objective * 100:.4g} of 100 cases or more. We count the others too."


def severities_in_words(labels: tuple[str, ...]) -> str:
    """`when you say “A” or “B”`, in the words of the form."""
    quoted = [f"“{label}”" for label in labels]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
