"""The "did you mean" of an error."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest known word, else all of them, else nothing where they are too many to list."""
    names = list(known)
    by_lower = {name.lower(): name for name in names}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{by_lower[near[0]]}`?"
    if names and len(names) <= 12:
        return "Known are " + ", ".join(f"`{name}`" for name in names) + "."
    return ""
