"""What some sample customers write of what is not fixed here: a limitation's own words, and some that it lacks."""

from random import Random

from portal.library.library import Library

_SHARE = 0.16
_ASIDES = (
    "Is it {symptom} again? My neighbour asked you the same last month.",
    "It is about {symptom}. It costs me a day's work each time, and the neighbour says so too.",
    "I read what you say of {symptom}. Could you look at it once more? It costs me more than you think.",
)


def said_of_a_limitation(library: Library, topic: str, number: int, seed: str) -> str:
    """A sentence to add to report `number` on a topic (slug); mostly empty, and always where nothing is accepted."""
    fitting = [page for _, page in sorted(library.public.limitations.items()) if topic in page.topics and page.symptoms]
    aside = Random(f"{seed} accepted {number}")  # noqa: S311 - a story needs no secrecy
    if not fitting or aside.random() >= _SHARE:
        return ""
    return " " + aside.choice(_ASIDES).format(symptom=aside.choice(aside.choice(fitting).symptoms))
