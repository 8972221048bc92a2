"""What is reported and how bad it is: by the shares and the gravity of the subjects, and by the weather."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from random import Random

from portal.library.library import Library
from portal.library.pages import Topic
from portal.upkeep.demo.fault_words import FAULTS
from portal.upkeep.demo.home_words import ANYTHING, HOMES, ODDMENTS
from portal.upkeep.demo.money_words import MONEY
from portal.upkeep.demo.season import Storm
from portal.upkeep.demo.subjects import Subject, subject_of

_SUBJECTS = (*FAULTS, *MONEY, *HOMES)
_IN_A_STORM = 3.5
_SELDOM_THE_HIGHEST = 0.3


class Troubles:
    """Draws topics and severities. A subject's share is divided among the topics that it fits."""

    def __init__(self, library: Library, topics: Iterable[Topic], random: Random, storm: Storm) -> None:
        self._random, self._storm = random, storm
        self._severities = library.site.severities
        self._subjects = [
            (topic, subject_of(topic, _SUBJECTS, ODDMENTS if topic.catch_all else ANYTHING)) for topic in topics
        ]
        same = Counter(subject.words for _, subject in self._subjects)
        self._weights = [subject.share / same[subject.words] for _, subject in self._subjects]

    def topic_on(self, day: date) -> tuple[Topic, Subject]:
        stormy = self._storm.holds(day)
        weights = [
            weight * (_IN_A_STORM if stormy and subject.weather else 1)
            for weight, (_, subject) in zip(self._weights, self._subjects, strict=True)
        ]
        (chosen,) = self._random.choices(self._subjects, weights)
        return chosen

    def severity(self, subject: Subject) -> str:
        """Spread around the subject's gravity; the highest is seldom."""
        last = len(self._severities) - 1
        spread = self._random.betavariate(1 + 3 * subject.gravity, 4 - 3 * subject.gravity)
        place = int(spread * len(self._severities))
        if place >= last > 0 and self._random.random() > _SELDOM_THE_HIGHEST:
            place = last - 1
        return self._severities[min(place, last)].key
