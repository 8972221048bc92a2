"""Numbers of things, in the English of those who work with files and commands."""


def counted(number: int, noun: str) -> str:
    """`1 page`, `1,204 pages`; for nouns that take an s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
