"""Two people changed one text: what was there, what each of them made of it, and both changes together. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portal.library.line_matching import matching_lines

Who = Literal["same", "theirs", "yours", "alike", "both"]


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines: as they were, as others have them, as you have them. `who` changed them; `alike`: both alike."""

    who: Who
    was: tuple[str, ...]
    theirs: tuple[str, ...]
    yours: tuple[str, ...]

    @property
    def merged(self) -> tuple[str, ...]:
        """With the one change there is; where both changed it differently, yours."""
        return self.theirs if self.who == "theirs" else self.yours


@dataclass(frozen=True, slots=True)
class ThreeWay:
    parts: tuple[Part, ...]

    @property
    def merged(self) -> str:
        """Both changes in one text. Where they meet it has yours, and theirs has to be put in by hand."""
        return "\n".join(line for part in self.parts for line in part.merged)

    @property
    def meets(self) -> bool:
        """Whether both changed the same lines, each in another way."""
        return any(part.who == "both" for part in self.parts)


def three_way(was: str, theirs: str, yours: str) -> ThreeWay:
    """Line by line. What touches is one part, so that nobody's half sentence is put beside another's."""
    base, left, right = was.split("\n"), theirs.split("\n"), yours.split("\n")
    parts: list[Part] = []
    at = (0, 0, 0)
    for size, ends in _stable(base, left, right):
        changed = (base[at[0] : ends[0]], left[at[1] : ends[1]], right[at[2] : ends[2]])
        if any(changed):
            parts.append(_part(*changed))
        same = tuple(base[ends[0] : ends[0] + size])
        if same:
            parts.append(Part("same", same, same, same))
        at = (ends[0] + size, ends[1] + size, ends[2] + size)
    return ThreeWay(tuple(parts))


def _stable(base: Sequence[str], left: Sequence[str], right: Sequence[str]) -> list[tuple[int, tuple[int, int, int]]]:
    """Runs of lines that all three have, as (length, where they begin in each); the last has no length."""
    in_left, in_right = matching_lines(base, left), matching_lines(base, right)
    runs: list[tuple[int, tuple[int, int, int]]] = []
    for number in range(len(base)):
        if number not in in_left or number not in in_right:
            continue
        here = (number, in_left[number], in_right[number])
        if runs and tuple(start + runs[-1][0] for start in runs[-1][1]) == here:
            runs[-1] = (runs[-1][0] + 1, runs[-1][1])
        else:
            runs.append((1, here))
    return [*runs, (0, (len(base), len(left), len(right)))]


def _part(was: Sequence[str], theirs: Sequence[str], yours: Sequence[str]) -> Part:
    who: Who = "both"
    if was == yours:
        who = "theirs"
    elif was == theirs:
        who = "yours"
    elif theirs == yours:
        who = "alike"
    return Part(who, tuple(was), tuple(theirs), tuple(yours))
