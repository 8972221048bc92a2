"""`python -m tests.audit.fuzzing.fuzz NAME …` fuzzes one target with Atheris; what follows are libFuzzer's arguments.

It ends with 0, or with what was wrong and the octets that showed it.
"""

import sys

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["portal"]):
    from tests.audit.fuzzing.targets import TARGETS


def main(name: str, arguments: list[str]) -> None:
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name].try_on)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
