"""What was rendered once is not rendered again, and a damaged or foreign file costs time, never a wrong page."""

from pathlib import Path

import pytest

from portal.library.render_cache import RenderCache, key_of
from portal.library.rendered import Rendered, RenderFault, Request
from portal.library.renderer import Renderer

TEXTS = ["# One\n\n[a](b.md)", "two", "three *four*"]
REQUESTS = [Request(text) for text in TEXTS]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "rendered"


def _render(file: Path, requests: list[Request] = REQUESTS) -> list[Rendered | RenderFault]:
    with Renderer(kept=RenderCache(file)) as renderer:
        return renderer.render_all(requests)


def _is_kept(file: Path, text: str, attribute_lists: bool = True) -> bool:
    return RenderCache(file).get(key_of(Request(text, attribute_lists))) is not None


def test_a_kept_answer_is_the_one_that_rendering_gives(file: Path) -> None:
    with Renderer() as renderer:
        plain = renderer.render_all(REQUESTS)
    assert _render(file) == plain
    assert all(_is_kept(file, text) for text in TEXTS)
    assert _render(file) == plain


def test_where_everything_is_kept_no_process_is_started(file: Path) -> None:
    _render(file)
    with Renderer(kept=RenderCache(file)) as renderer:
        renderer.render_all(REQUESTS)
        assert renderer.pool._idle == []


def test_only_what_is_new_is_added_to_the_file(file: Path) -> None:
    _render(file)
    before = file.read_bytes()
    _render(file, [*REQUESTS, Request("new")])
    after = file.read_bytes()
    assert after.startswith(before)
    assert len(after) > len(before)


def test_attribute_lists_make_another_answer(file: Path) -> None:
    text = "# A {: #b }"
    (with_lists,) = _render(file, [Request(text)])
    assert not _is_kept(file, text, attribute_lists=False)
    (without,) = _render(file, [Request(text, attribute_lists=False)])
    assert with_lists != without


def test_a_page_that_failed_is_tried_again(file: Path) -> None:
    text = "1. " * 2_000
    assert isinstance(_render(file, [Request(text)])[0], RenderFault)
    assert not _is_kept(file, text)


@pytest.mark.parametrize("keep", [0, 10, 39, 60])
def test_a_file_cut_short_gives_what_is_whole_and_grows_on(file: Path, keep: int) -> None:
    plain = _render(file)
    file.write_bytes(file.read_bytes()[:keep])
    assert _render(file) == plain
    assert all(_is_kept(file, text) for text in TEXTS)


def test_a_changed_byte_is_noticed(file: Path) -> None:
    plain = _render(file)
    data = bytearray(file.read_bytes())
    data[60] ^= 1
    file.write_bytes(data)
    assert _render(file) == plain


def test_what_nobody_asks_for_any_more_is_dropped_in_time(file: Path) -> None:
    _render(file, [Request(f"page {number}") for number in range(30)])
    _render(file, [Request("page 1")])
    assert _is_kept(file, "page 1")
    assert not _is_kept(file, "page 2")


def test_a_file_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    assert len(_render(tmp_path / "taken" / "rendered")) == 3
