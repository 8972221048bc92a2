"""YAML as a tree in which every key and value knows its line and column. Every scalar stays a string."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class ScalarNode:
    value: str
    line: int
    column: int
    plain: bool = True


@dataclass(frozen=True, slots=True)
class SequenceNode:
    line: int
    column: int
    items: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MappingNode:
    """`entries` maps each key to its own node and its value's."""

    line: int
    column: int
    entries: dict[str, tuple[ScalarNode, "Node"]] = field(default_factory=dict)


Node = ScalarNode | SequenceNode | MappingNode


def plain_data(node: Node) -> object:
    """The tree as dicts, lists and strings."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, SequenceNode):
        return [plain_data(item) for item in node.items]
    return {key: plain_data(value) for key, (_, value) in node.entries.items()}


def scalars_in(node: Node) -> Iterator[str]:
    """Every value of the tree, names aside."""
    if isinstance(node, ScalarNode):
        yield node.value
        return
    below = node.items if isinstance(node, SequenceNode) else [value for _, value in node.entries.values()]
    for each in below:
        yield from scalars_in(each)


def node_at(root: Node, keys: Sequence[str | int]) -> Node | None:
    """The value under a path of keys, or None."""
    node: Node | None = root
    for key in keys:
        if isinstance(node, MappingNode):
            node = node.entries[str(key)][1] if str(key) in node.entries else None
        elif isinstance(node, SequenceNode) and isinstance(key, int) and 0 <= key < len(node.items):
            node = node.items[key]
        else:
            return None
    return node


def mark_of(root: MappingNode, keys: Sequence[str | int], *, of_key: bool = False) -> tuple[int, int]:
    """Line and column of the value under `keys`, or as near to it as the file goes.

    A block of lines and an absent value are shown by their key; so is everything where `of_key` is set.
    """
    node: Node = root
    line, column = root.line, root.column
    for key in keys:
        name: ScalarNode | None = None
        if isinstance(node, MappingNode) and str(key) in node.entries:
            name, node = node.entries[str(key)]
        elif isinstance(node, SequenceNode) and isinstance(key, int) and 0 <= key < len(node.items):
            node = node.items[key]
        else:
            break
        at = node if name is None or (not of_key and _is_beside(node, name)) else name
        line, column = at.line, at.column
    return line, column


def _is_beside(node: Node, name: ScalarNode) -> bool:
    if isinstance(node, ScalarNode):
        return not node.plain or node.value != ""
    return node.line == name.line
