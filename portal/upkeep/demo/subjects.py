"""What people say about one kind of trouble, customers and staff; found for a topic by the words it uses itself."""

from dataclasses import dataclass

from portal.library.pages import Topic


@dataclass(frozen=True, slots=True)
class Attempt:
    """An effort in words, as `portal.acts.try_something.Effort` takes it."""

    tried: str
    came_of_it: str
    next_step: str
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """`words` are looked for in a topic's name, title and saying. `share` is how often it comes beside the others.

    `gravity` is how bad it usually is, from 0 to 1. In `reports`, `{since}` says since when and `{says}` is the topic's
    own saying. `weather` is true for what a storm brings.
    """

    words: tuple[str, ...]
    share: float
    gravity: float
    reports: tuple[str, ...]
    first_words: tuple[str, ...]
    attempts: tuple[Attempt, ...]
    outcomes: tuple[str, ...]
    weather: bool = False


def subject_of(topic: Topic, subjects: tuple[Subject, ...], otherwise: Subject) -> Subject:
    """The subject with the most of its words in the topic; `otherwise` where none has any, and for the catch-all."""
    if topic.catch_all:
        return otherwise
    text = f"{topic.slug.replace('-', ' ')} {topic.title} {topic.says}".lower()
    best = max(subjects, key=lambda subject: sum(word in text for word in subject.words))
    return best if any(word in text for word in best.words) else otherwise
