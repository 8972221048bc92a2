"""What earlier builds have made is put aside, and goes with the scratch folder at the end of all.

Deleting thousands of files right before a build makes each new file cost the disk up to twenty times its usual.
"""

from collections.abc import Iterable
from itertools import count
from pathlib import Path

_NUMBERS = count()


def forget(site: Path, names: Iterable[str]) -> None:
    """Of what lies in `site`; names that are not there are passed over."""
    aside = site.with_name(f"{site.name}-forgotten")
    aside.mkdir(exist_ok=True)
    for name in names:
        if (site / name).exists():
            (site / name).rename(aside / str(next(_NUMBERS)))
