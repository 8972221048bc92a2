"""Whatever stands in a field, its editor is told in our words, with a place and a remedy, and nothing is raised."""

import re

import pytest
import yaml

from portal.library.field_faults import typed
from portal.library.field_meanings import allowed_fields, meaning
from portal.library.front_matter import yaml_document
from portal.library.pages import Commitment, Drill, FreePage, Guide, Limitation, Page, Policy, Script, Topic
from portal.library.site_file import SiteFile
from portal.library.team_file import TeamFile

MODELS = (Commitment, Drill, FreePage, Guide, Limitation, Policy, Script, Topic, SiteFile, TeamFile)
ODD = ("", "x", "[]", "[x, [y]]", "{}", "{a: b}", "[{a: b}]", "-1", "99999999999999999999", "2027-13-01", "nan", "'  '")
THEIRS = re.compile(
    r"[Ii]nput should|valid (string|tuple|dict|integer|boolean)|pydantic|Value error|Traceback|\bNone\b"
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_odd_value_of_every_field_is_explained_in_our_words(model: type[Page]) -> None:
    for name in allowed_fields(model):
        for odd in ODD:
            document, _ = yaml_document(f"{name}: {odd}\n", "x.yml")
            for problem in typed(document, model, "a page", {}).problems:
                assert not THEIRS.search(str(problem)), problem
                assert problem.what[-1] == ".", problem
                assert problem.remedy[-1] in ".?", problem
                assert problem.line == 1, problem


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_that_an_editor_may_write_has_a_meaning(model: type[Page]) -> None:
    assert [name for name in allowed_fields(model) if not meaning(model, (name,))] == []


def test_nested_faults_are_shown_at_their_own_place() -> None:
    text = (
        "teams: {a: {name: A}}\n"
        "responders:\n  ada:\n    name: Ada\n    mail: a@b.example\n    teams: a\n"
        "    shifts:\n      - days: [mon, sunday]\n        hours: ['09:00', '17:00']\n        pause: x\n"
    )
    assert yaml.safe_load(text)
    found = typed(yaml_document(text, "team.yml")[0], TeamFile, "team.yml", {}).problems
    assert sorted((problem.line, problem.column) for problem in found) == [(8, 21), (10, 9)]
    assert any("`pause` is not a field of item 1 of `shifts`" in problem.what for problem in found)
