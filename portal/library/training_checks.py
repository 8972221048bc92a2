"""What practice and training need of the content: a drill has a report in it, and skills that topics need exist."""

from collections.abc import Iterator, Sequence

from portal.library.drill_parts import COMES_IN, sections
from portal.library.entries import Entry, Names, of_kind
from portal.library.front_matter import Document
from portal.library.pages import Drill, Topic
from portal.library.problems import Problem
from portal.library.suggestions import choose_from


def check_training(entries: Sequence[Entry], names: Names) -> Iterator[Problem]:
    for entry in entries:
        if entry.file.model is Drill and entry.document.has_body:
            yield from _what_comes_in(entry.document)
    for document, topic in of_kind(entries, Topic):
        for number, skill in enumerate(topic.needs_skills):
            keys = ("needs_skills", number) if document.is_list(("needs_skills",)) else ("needs_skills",)
            if names.skills is not None and skill not in names.skills and document.is_right(*keys):
                what = f"Nobody in team.yml has the skill `{skill}`."
                remedy = choose_from(skill, names.skills, "Add it to `skills` of a responder in team.yml.")
                yield document.problem(keys, what, remedy)


def _what_comes_in(document: Document) -> Iterator[Problem]:
    found = next((each for each in sections(document.body) if each.is_called(COMES_IN)), None)
    if found is None:
        what = "The drill does not say what comes in."
        remedy = f"Add a section `## {COMES_IN}` with the customer's words, each line of them after a `>`."
        yield document.problem_in_body(0, what, remedy)
    elif not any(found.quotations):
        what = f"`{found.title}` has no words of a customer."
        yield document.problem_in_body(found.offset, what, "Write them below it, each line of them after a `>`.")
