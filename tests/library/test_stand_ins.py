"""Whatever is wrong with a file's fields, a whole model of them can be had, with stand-ins where they are wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.library.field_faults import typed
from portal.library.field_meanings import allowed_fields
from portal.library.front_matter import yaml_document
from portal.library.pages import Commitment, Drill, Limitation, Topic
from portal.library.site_file import SiteFile
from portal.library.stand_ins import stand_in, with_stand_ins
from portal.library.team_file import TeamFile

MODELS = (Commitment, Drill, Limitation, SiteFile, TeamFile, Topic)
NAMES = sorted({name for model in MODELS for name in allowed_fields(model)})
PARTS = ("customer", "days", "hours", "breaks", "mail", "name", "key", "shifts", "skills", "teams", "capacity", "Y z")
VALUES = st.recursive(
    st.sampled_from(["", "x", "mon", "2027-01-01", "true", "4 working hours", "12", "all", "X y"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(PARTS), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_kind_of_file_can_stand_for_itself(model: type[Commitment]) -> None:
    assert with_stand_ins(model, stand_in(model), (), ())[1] == frozenset()


@given(st.sampled_from(MODELS), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6))
def test_no_content_is_so_wrong_that_there_is_no_model(model: type[Commitment], data: dict[str, object]) -> None:
    document, faults = yaml_document(flow(data), "x.yml")
    assert faults == []
    found = typed(document, model, "a file", {})
    assert found.model is not None
    assert len(found.problems) == len(set(found.problems))


def flow(value: object) -> str:
    """YAML in braces, in which every text stands in quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {flow(each)}' for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return f'"{value}"'


def test_what_is_right_stays_and_only_what_is_wrong_is_stood_in_for() -> None:
    text = "title: A\nowner: Nobody at all\nreviewby: 2027-01-01\ntopic: dry\nseverity: low\nchecklist: [x, [y]]\n"
    found = typed(yaml_document(text, "x.md")[0], Drill, "a drill", {})
    assert found.model is not None
    assert (found.model.title, found.model.topic, found.model.owner) == ("A", "dry", None)
    assert found.model.checklist[0] == "x"
    right = {name: found.document.is_right(name) for name in ("title", "summary", "owner", "review_by", "topic")}
    assert right == {"title": True, "summary": False, "owner": False, "review_by": False, "topic": True}
    assert found.document.is_right("checklist", 0)
    assert not found.document.is_right("checklist", 1)
    assert not found.document.is_right("checklist")


def test_a_stand_in_for_a_day_warns_of_nothing() -> None:
    found = typed(yaml_document("title: A\n", "x.md")[0], Commitment, "a commitment", {})
    assert found.model is not None
    assert found.model.review_by == date.max
