"""Who asks alike in one moment gets the same form, found once."""

from dataclasses import replace
from datetime import date

from portal.intake.asked_forms import MOST_KEPT, MOST_LETTERS, Asked, AskedForms
from portal.web.kept_pages import KeptPage
from portal.web.lately import Moment

NOW = Moment(minute=1, day=date(2026, 11, 22), release_hash="a", look=())


class Finding:
    """Finds a page of its own for whatever is asked but for `nothing`, and counts."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def __call__(self, asked: Asked) -> KeptPage | None:
        self.asked.append(asked)
        return None if asked[0] == "nothing" else KeptPage((repr(asked).encode(),), ())


def test_it_is_found_once_for_each_question_and_moment() -> None:
    forms, find = AskedForms(), Finding()
    for moment in (NOW, replace(NOW), replace(NOW, minute=2)):
        for asked in (("", None), ("topic=a", None), ("", "de"), ("", None)):
            assert forms.kept(moment, asked, find) == KeptPage((repr(asked).encode(),), ())
    assert find.asked == [("", None), ("topic=a", None), ("", "de")] * 2


def test_what_was_not_found_is_looked_for_again() -> None:
    forms, find = AskedForms(), Finding()
    assert [forms.kept(NOW, ("nothing", None), find) for _ in range(2)] == [None, None]
    assert len(find.asked) == 2


def test_somebody_who_asks_for_ever_new_things_fills_no_memory() -> None:
    forms, find = AskedForms(), Finding()
    for number in range(3 * MOST_KEPT):
        forms.kept(NOW, ("", f"x-{number}"), find)
    assert len(forms) <= MOST_KEPT
    forms = AskedForms()
    for asked in ((f"topic={'a' * MOST_LETTERS}", None), ("", "d" * (MOST_LETTERS + 1))):
        assert forms.kept(NOW, asked, find) == KeptPage((repr(asked).encode(),), ())
    assert len(forms) == 0
