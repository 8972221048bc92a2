"""A script as the beginning of an answer in a practice: the customer has no name here, and nothing is due."""

from portal.acts.workplace import Workplace
from portal.library.script_filling import filled_in
from portal.team.practice import Practice


def begun_with(workplace: Workplace, practice: Practice, script: str) -> str:
    """The script `script` filled in; empty where there is none of that name."""
    page = workplace.library.desk.scripts.get(script)
    person = workplace.roster().people.get(practice.person)
    values = {
        "reference": "PRACTICE",
        "responder_name": person.name if person else "",
        "organisation": workplace.library.site.organisation,
    }
    return filled_in(page.body.markdown, values) if page else ""
