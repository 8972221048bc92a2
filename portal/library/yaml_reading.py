"""Reads YAML into the tree of portal.library.yaml_nodes.

Aliases, merge keys, tags, duplicate keys, deep nesting and floods of events are refused, so that a small file can
never grow large in memory.
"""

import yaml

from portal.library.problems import Problem
from portal.library.yaml_faults import explain
from portal.library.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_DEPTH = 12
MAX_EVENTS = 5_000


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column, from 0."""
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


class _Refused(Exception):
    """The reading stops here; carries the problem."""

    def __init__(self, event: yaml.Event, what: str, remedy: str) -> None:
        self.line, self.column = _start(event)
        self.what, self.remedy = what, remedy
        super().__init__(what)


def read_yaml(text: str, source: str, first_line: int = 1) -> tuple[MappingNode | None, list[Problem]]:
    """The mapping that `text` holds, or None if it cannot be read, and every problem on the way.

    `first_line` is the line of the file on which `text` begins.
    """
    composer = _Composer(source, first_line)
    try:
        for count, event in enumerate(yaml.parse(text, Loader=yaml.CBaseLoader)):
            if count > MAX_EVENTS:
                raise _Refused(event, f"There are more than {MAX_EVENTS} keys and values.", "Make the file smaller.")
            composer.take(event)
    except _Refused as refusal:
        composer.problem(refusal.line, refusal.column, refusal.what, refusal.remedy)
        return None, composer.problems
    except yaml.YAMLError as error:
        line, column, what, remedy = explain(error, text)
        composer.problem(line, column, what, remedy)
        return None, composer.problems
    root = composer.root
    if root is None or (isinstance(root, ScalarNode) and not root.value):
        return MappingNode(first_line, 1), composer.problems
    if not isinstance(root, MappingNode):
        composer.problems.append(
            Problem(source, root.line, root.column, "There are no fields here.", "Write each as `name: value`.")
        )
        return None, composer.problems
    return root, composer.problems


class _Composer:
    """Builds the tree from events with a stack of its own, so that depth cannot exhaust Python's."""

    def __init__(self, source: str, first_line: int) -> None:
        self.source, self.first_line = source, first_line
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._stack: list[SequenceNode | MappingNode] = []
        self._keys: list[ScalarNode | None] = []

    def problem(self, line: int, column: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.source, self.first_line + line, column + 1, what, remedy))

    def take(self, event: yaml.Event) -> None:
        # Most are: names and values as they should be.
        if isinstance(event, yaml.ScalarEvent) and not (event.anchor or event.tag):
            self._place(event, ScalarNode(event.value, *self._at(event), plain=bool(event.implicit[0])))
            return
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(event, "`&` and `*` (anchors and aliases) are not used here.", "Write the value out again.")
        tag = getattr(event, "tag", None)
        if tag:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            raise _Refused(event, f"`{shown}` is a tag, and tags are not used here.", "Remove it.")
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise _Refused(event, "A second document begins here.", "Remove this line; a file holds one document.")
        if isinstance(event, yaml.SequenceStartEvent):
            self._open(event, SequenceNode(*self._at(event)))
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(event, MappingNode(*self._at(event)))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
            self._keys.pop()

    def _at(self, event: yaml.Event) -> tuple[int, int]:
        """Its line and column in the file, from 1."""
        line, column = _start(event)
        return self.first_line + line, column + 1

    def _open(self, event: yaml.Event, node: SequenceNode | MappingNode) -> None:
        self._place(event, node)
        if len(self._stack) == MAX_DEPTH:
            raise _Refused(event, f"Values are nested more than {MAX_DEPTH} deep here.", "Write them flatter.")
        self._stack.append(node)
        self._keys.append(None)

    def _place(self, event: yaml.Event, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        parent, key = self._stack[-1], self._keys[-1]
        if isinstance(parent, SequenceNode):
            parent.items.append(node)
        elif key is None:
            self._keys[-1] = self._key(event, node, parent)
        else:
            if key.value not in parent.entries:
                parent.entries[key.value] = (key, node)
            self._keys[-1] = None

    def _key(self, event: yaml.Event, node: Node, parent: MappingNode) -> ScalarNode:
        if not isinstance(node, ScalarNode):
            raise _Refused(event, "A list or a group of fields stands where a name must be.", "Write `name: value`.")
        if node.value == "<<" and node.plain:
            raise _Refused(event, "`<<` (a merge key) is not used here.", "Write the fields out again.")
        if node.value in parent.entries:
            first = parent.entries[node.value][0].line
            what = f"`{node.value}` stands here a second time; the first is on line {first}."
            self.problems.append(Problem(self.source, node.line, node.column, what, "Keep one of them."))
        return node
