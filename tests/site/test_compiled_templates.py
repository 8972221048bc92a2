"""What templates were compiled to is there for the next process; where it could be wrong, they are compiled anew."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from portal.site.compiled_templates import CompiledTemplates


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "ours").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "ours/page.html").write_text("{{ 'a page' | shout }} of ours", "utf-8")
    (tmp_path / "own/own.html").write_text("a page of their own", "utf-8")
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept"


class _NewProcess(Environment):
    """Counts what it has to compile."""

    def __init__(self, kept: Path, code_version: str = "1", shout: str = "!") -> None:
        ours, own = kept.parent / "ours", kept.parent / "own"
        super().__init__(
            loader=FileSystemLoader([own, ours]), bytecode_cache=CompiledTemplates(ours, code_version, kept)
        )
        self.filters["shout"] = lambda text: text + shout
        self.compiled = 0

    def _generate(self, *args: object, **options: object) -> str:
        self.compiled += 1
        return super()._generate(*args, **options)  # type: ignore[arg-type]

    def shown(self, name: str = "page.html") -> str:
        return self.get_template(name).render()


def test_the_next_process_compiles_nothing(kept: Path) -> None:
    assert _NewProcess(kept).shown() == "a page! of ours"
    again = _NewProcess(kept)
    assert (again.shown(), again.compiled) == ("a page! of ours", 0)


def test_another_app_of_the_same_process_compiles_nothing_not_even_own_templates(kept: Path) -> None:
    first = _NewProcess(kept)
    second = Environment(loader=first.loader, bytecode_cache=first.bytecode_cache)
    second._generate = first._generate  # type: ignore[method-assign]
    first.shown("own.html")
    assert second.get_template("own.html").render() == "a page of their own"
    assert first.compiled == 1


def test_own_templates_of_a_site_are_never_kept_on_the_disk(kept: Path) -> None:
    _NewProcess(kept).shown("own.html")
    assert list(kept.iterdir()) == []


def test_a_template_that_was_edited_is_compiled_anew_and_kept_in_place_of_the_old(kept: Path) -> None:
    _NewProcess(kept).shown()
    (kept.parent / "ours/page.html").write_text("another page", "utf-8")
    assert _NewProcess(kept).shown() == "another page"
    again = _NewProcess(kept)
    assert (again.shown(), again.compiled) == ("another page", 0)
    assert len(list(kept.iterdir())) == 1


def test_what_other_code_compiled_is_not_taken_for_ours(kept: Path) -> None:
    """Jinja applies a filter to what is constant when it compiles, so the filter's code is in what is kept."""
    _NewProcess(kept).shown()
    assert _NewProcess(kept, "2", shout="?").shown() == "a page? of ours"


@pytest.mark.parametrize("left_bytes", [0, 1, 12, 40, -1])
def test_half_a_file_is_as_good_as_none(kept: Path, left_bytes: int) -> None:
    _NewProcess(kept).shown()
    (file,) = kept.iterdir()
    file.write_bytes(file.read_bytes()[:left_bytes])
    assert _NewProcess(kept).shown() == "a page! of ours"
    again = _NewProcess(kept)
    assert (again.shown(), again.compiled) == ("a page! of ours", 0)


def test_where_nothing_can_be_written_pages_are_made_all_the_same(kept: Path) -> None:
    kept.rmdir()
    assert _NewProcess(kept).shown() == "a page! of ours"


def test_where_python_keeps_nothing_templates_are_not_kept_either(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    _NewProcess(kept).shown()
    assert list(kept.iterdir()) == []
