"""The corpus is as large as it says, the same for a seed, free of problems, and edited one page at a time."""

from datetime import date
from pathlib import Path

from bench.corpus import SECTIONS, edit, write_corpus
from portal.library.loader import checked_library


def test_it_has_policies_of_some_350_words_in_twenty_sections_and_no_problem(tmp_path: Path) -> None:
    write_corpus(tmp_path, 40)
    library = checked_library(tmp_path, date(2026, 11, 22))
    assert len(library.public.policies) == 40
    assert len({page.path.split("/")[2] for page in library.public.policies.values()}) == SECTIONS
    assert all(330 <= len(page.body.text.split()) <= 380 for page in library.public.policies.values())


def test_the_same_seed_gives_the_same_corpus_and_an_edit_changes_one_page(tmp_path: Path) -> None:
    page = write_corpus(tmp_path / "a", 3)
    write_corpus(tmp_path / "b", 3)
    assert _files(tmp_path / "a") == _files(tmp_path / "b")
    for number in range(2):
        edit(page, number)
    changed = {name for name, text in _files(tmp_path / "a").items() if text != _files(tmp_path / "b")[name]}
    assert changed == {page.relative_to(tmp_path / "a").as_posix()}
    assert page.read_text("utf-8").count("Edited") == 1


def _files(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in folder.rglob("*.md")}
