from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.errors import PublishError
from portal.publishing.manifest import Manifest, PublishedFile, manifest_from_json, read_manifest

AT = datetime(2026, 11, 22, tzinfo=UTC)
FILES = {
    "b/index.html": PublishedFile("/b/", "b" * 64, 2, AT + timedelta(days=1)),
    "index.html": PublishedFile("/", "a" * 64, 1),
    "a/index.html": PublishedFile("/a/", "c" * 64, 3, AT + timedelta(days=2)),
}


def test_a_manifest_survives_being_written_and_read() -> None:
    manifest = Manifest("hash", AT, FILES)
    assert manifest_from_json(manifest.to_json()) == manifest


def test_the_order_of_the_files_does_not_show() -> None:
    backwards = dict(reversed(FILES.items()))
    assert Manifest("hash", AT, backwards).to_json() == Manifest("hash", AT, FILES).to_json()


def test_a_file_is_due_from_the_instant_at_which_it_changes() -> None:
    manifest = Manifest("hash", AT, FILES)
    assert manifest.due(AT + timedelta(days=1, microseconds=-1)) == ()
    assert manifest.due(AT + timedelta(days=1)) == ("b/index.html",)
    assert manifest.due(AT + timedelta(days=9)) == ("a/index.html", "b/index.html")


def test_where_nothing_was_published_there_is_none(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "manifest.json") is None


@pytest.mark.parametrize("text", ["", "[]", '{"release": "x"}', '{"release": "x", "at": "soon", "files": {}}'])
def test_a_damaged_manifest_is_named_with_what_to_do(tmp_path: Path, text: str) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(text)
    with pytest.raises(PublishError, match=r"damaged .* Remove it and run `portal build`"):
        read_manifest(file)
