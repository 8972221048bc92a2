"""How the pages say dates, shares, owners and what a promise measures."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.languages import formatting
from portal.languages.formatting import day_in_words as day_in_words
from portal.languages.messages import N_, _
from portal.library.pages import Commitment
from portal.promises.target_words import target_in_words as target_in_words

MEASURES = {
    "first_response": N_(
        "From when your report reaches us until a person writes back. An automatic reply does not count."
    ),
    "next_update": N_("From one message of ours to the next, for as long as your report is open."),
    "resolution": N_("From when your report reaches us until it is put right, or until we tell you why it cannot be."),
    "lead_answer": N_("From when someone in the team asks until their lead answers."),
    "break_taken": N_("Whether the break is taken, away from the desk, on the day."),
    "training_current": N_("Whether the training is up to date before somebody answers you."),
}

KINDS = {
    "commitments": (N_("Promise"), N_("Promises")),
    "limitations": (N_("Limitation"), N_("Limitations")),
    "topics": (N_("Topic"), N_("Topics")),
    "policies": (N_("Policy"), N_("Policies")),
    "": (N_("Page"), N_("Other pages")),
}
"""What a page of each kind is called, and what stands above several."""

GROUPS = {
    "first_response": N_("How soon a person answers"),
    "next_update": N_("How often you hear from us"),
    "resolution": N_("By when it is put right"),
}

STANCES = {
    "all-costs": (N_("Whatever it takes"), N_("We save the day, whatever it costs us.")),
    "triage": (
        N_("To a trained person"),
        N_("It goes at once to somebody with the tools and the say to act. It will not always work."),
    ),
    "acceptance": (
        N_("We accept it"),
        N_("We have chosen not to fix this. We say so, so that nobody runs after it in vain."),
    ),
}


def instant_in_words(instant: datetime, zone: ZoneInfo) -> str:
    """`1 March 2027 at 14:05`, local time in `zone`."""
    local = instant.astimezone(zone)
    return _("%(day)s at %(time)s", day=day_in_words(local.date()), time=formatting.time_in_words(local))


def month_in_words(month: str) -> str:
    """`2026-10` as `October 2026`."""
    return formatting.month_in_words(_first_day(month))


def month_initial(month: str) -> str:
    """`2026-10` as `O`."""
    return formatting.short_month(_first_day(month))[0]


def _first_day(month: str) -> date:
    year, number = month.split("-")
    return date(int(year), int(number), 1)


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
        return _("Every time.")
    share = f"{commitment.objective * 100:.4g}"
    return _("In %(share)s of 100 cases or more. We count the others too.", share=share)


def one_and_another(parts: Iterable[str]) -> str:
    """`A and B and C`: for parts that are long enough to be said one by one. Empty for none."""
    said = ""
    for part in parts:
        said = _("%(first)s and %(second)s", first=said, second=part) if said else part
    return said


def severities_in_words(labels: tuple[str, ...]) -> str:
    """`when you say “A” or “B”`, in the words of the form."""
    return formatting.listed([_("“%(label)s”", label=label) for label in labels], "or")
