"""Whatever stands where a file is to be published is named before anything changes, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.errors import PublishError
from portal.publishing.obstacles import refuse_obstacles

NAMES = ("index.html", "news/index.html", "news/old/one/index.html", "news/old/two/index.html")


def _file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("in the way", "utf-8")


def _link_to(target: str) -> Callable[[Path], None]:
    def link(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / target).mkdir(exist_ok=True)
        path.symlink_to(target)

    return link


@pytest.mark.parametrize(
    ("place", "make", "said"),
    [
        ("news", _file, "news stands where news/index.html"),
        ("news/old/two", _file, "two stands where news/old/two/index.html"),
        ("news/old/one/index.html", Path.mkdir, "one/index.html stands where news/old/one/index.html"),
        ("news", lambda path: path.symlink_to("nowhere"), "news stands where news/index.html"),
        ("news", _link_to("../elsewhere"), "news leads outside"),
    ],
)
def test_what_stands_in_the_way_is_named(tmp_path: Path, place: str, make: Callable[[Path], None], said: str) -> None:
    root = tmp_path / "build"
    (root / place).parent.mkdir(parents=True)
    make(root / place)
    with pytest.raises(PublishError, match=said):
        refuse_obstacles(root, NAMES)


def test_folders_old_files_and_links_that_stay_inside_are_not_in_the_way(tmp_path: Path) -> None:
    for name in NAMES[:3]:
        _file(tmp_path / name)
    _link_to("one")(tmp_path / "news" / "old" / "two")
    refuse_obstacles(tmp_path, NAMES)
