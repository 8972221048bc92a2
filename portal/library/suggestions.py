"""Helpful ends of a message: "did you mean …", and lists of what is allowed."""

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_SHOWN = 12


def nearest(wrong: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word most like `wrong` (0 to 1, at least `likeness`), or None."""
    found = get_close_matches(wrong[:120], sorted(known), n=1, cutoff=likeness)
    return found[0] if found else None


def listed(words: Iterable[str], last: str = "or") -> str:
    """`a`, `b` or `c`; long lists are cut and say so."""
    shown = [f"`{word}`" for word in words]
    if len(shown) > _MOST_SHOWN:
        return ", ".join(shown[:_MOST_SHOWN]) + f" … ({len(shown)} in all)"
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}" if len(shown) > 1 else "".join(shown)


def choose_from(wrong: str, known: Iterable[str], where: str = "") -> str:
    """A remedy: the nearest known word as a question, else all of them. `where` says what to do if there are none."""
    words = list(known)
    near = nearest(wrong, words)
    if near:
        return f"Did you mean `{near}`?"
    return f"Use {listed(words)}." if words else where
