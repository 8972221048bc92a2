"""A file of content taken apart: its fields with their places, and its body with its first line."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.library.problems import Problem
from portal.library.source_text import position
from portal.library.yaml_nodes import Keys, MappingNode, SequenceNode, mark_of, node_at
from portal.library.yaml_reading import read_yaml

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Document:
    """`source` is the path from the site folder; `fields` is None where they could not be read.

    `wrong` are the places whose values were found wrong. `has_body` is False where it cannot be told what the body is.
    """

    source: str
    fields: MappingNode | None
    body: str = ""
    body_line: int = 1
    wrong: frozenset[Keys] = frozenset()
    has_body: bool = True

    def is_right(self, *keys: str | int) -> bool:
        """Whether nothing at the keys, above or under them was found wrong already."""
        return not any(keys[: len(place)] == place or place[: len(keys)] == keys for place in self.wrong)

    def problem(self, keys: Sequence[str | int], what: str, remedy: str, *, of_key: bool = False) -> Problem:
        """A problem at the value under `keys` (or at the key itself), or as near to it as the file goes."""
        line, column = mark_of(self.fields, keys, of_key=of_key) if self.fields else (1, 1)
        return Problem(self.source, line, column, what, remedy)

    def warning(self, keys: Sequence[str | int], what: str, remedy: str) -> Problem:
        line, column = mark_of(self.fields, keys) if self.fields else (1, 1)
        return Problem(self.source, line, column, what, remedy, "warning")

    def problem_in_body(self, offset: int, what: str, remedy: str) -> Problem:
        """A problem at a character of the body."""
        line, column = position(self.body, offset)
        return Problem(self.source, self.body_line + line - 1, column, what, remedy)

    def is_list(self, keys: Sequence[str | int]) -> bool:
        """Whether a list is written under `keys`; a single value may stand for a list of one."""
        return self.fields is not None and isinstance(node_at(self.fields, keys), SequenceNode)


def page_document(text: str, source: str) -> tuple[Document, list[Problem]]:
    """A page: fields between two lines of three hyphens, then the body."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        what = "The page does not begin with its fields."
        remedy = "Begin the file with a line `---`, then `title:` and the other fields, then a line `---`."
        return Document(source, None, text), [Problem(source, 1, 1, what, remedy)]
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        remedy = "Write a line `---` between the last field and the text."
        problem = Problem(source, 1, 1, "The fields begin here and never end.", remedy)
        return Document(source, None, has_body=False), [problem]
    fields, problems = read_yaml("\n".join(lines[1:end]), source, first_line=2)
    if fields is not None:
        # What is missing is shown on the opening line.
        fields = MappingNode(1, 1, fields.entries)
    return Document(source, fields, "\n".join(lines[end + 1 :]), end + 2), problems


def yaml_document(text: str, source: str) -> tuple[Document, list[Problem]]:
    """site.yml and team.yml: fields and nothing else."""
    fields, problems = read_yaml(text, source)
    return Document(source, MappingNode(1, 1, fields.entries) if fields else None), problems
