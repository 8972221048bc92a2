"""What was looked at, how it stands, and the remedy where it does not stand well."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`WARNING` wants looking at soon; with a `PROBLEM` a promise of the portal is not kept now, or cannot be."""

    WELL = "well"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """`about` names what was looked at; `said` and `remedy` are sentences, the remedy empty where none is needed."""

    about: str
    state: State
    said: str
    remedy: str = ""

    def as_data(self) -> dict[str, str]:
        return {"about": self.about, "state": self.state.value, "said": self.said, "remedy": self.remedy}


def well(about: str, said: str) -> Finding:
    return Finding(about, State.WELL, said)


def warning(about: str, said: str, remedy: str) -> Finding:
    return Finding(about, State.WARNING, said, remedy)


def problem(about: str, said: str, remedy: str) -> Finding:
    return Finding(about, State.PROBLEM, said, remedy)
