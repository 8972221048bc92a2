"""Reports are worked out anew under promises that are not made yet, on both databases; nothing is stored."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.acts.answer import answer
from portal.acts.kept_under import Compared, kept_under, promised
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.promises.kept_under import KeptUnder
from tests.workplaces import Clock, filling, reported, rows, small_library, with_target

TODAY = date(2026, 11, 22)


def without_promise(library: Library, slug: str) -> Library:
    commitments = {name: page for name, page in library.public.commitments.items() if name != slug}
    return library.model_copy(update={"public": library.public.model_copy(update={"commitments": commitments})})


def test_each_report_counts_under_the_old_and_the_new_promise(workplace: Workplace, clock: Clock) -> None:
    was, now = small_library(), with_target(small_library(), "first-reply", "2 working hours")
    clock.pass_by(hours=-3)
    before = reported(workplace)
    answer(workplace, before.id, "mira", filling(), "We are on it.")
    clock.pass_by(hours=1)
    quick, slow, bill = reported(workplace), reported(workplace), reported(workplace, topic="wrong-bill")
    clock.pass_by(hours=1)
    answer(workplace, quick.id, "mira", filling(), "We are on it.")
    clock.pass_by(hours=2)
    answer(workplace, slow.id, "mira", filling(), "We are on it.")
    stored = rows(workplace.store)
    pairs = {
        "first-reply": (promised(was, "first-reply", TODAY), promised(now, "first-reply", TODAY)),
        "mended": (promised(was, "mended", TODAY), None),
        "new": (None, promised(now, "mended", TODAY)),
        "gone": (None, None),
    }
    since = clock() - timedelta(hours=3, minutes=30)
    read, found = kept_under(workplace.store, pairs, now, since, clock())
    assert read == 3
    assert found == {
        "first-reply": Compared(KeptUnder(2, 2, 1), KeptUnder(3, 1, 0)),
        "mended": Compared(KeptUnder(0, 0, 2), None),
        "new": Compared(None, KeptUnder(0, 0, 2)),
    }
    assert bill.topic == "wrong-bill"
    assert rows(workplace.store) == stored


def test_a_promise_to_the_team_covers_no_reports() -> None:
    library = small_library()
    page = library.public.commitments["first-reply"]
    to_team = page.model_copy(update={"audience": "team"})
    changed = library.public.model_copy(update={"commitments": {"first-reply": to_team}})
    assert promised(library.model_copy(update={"public": changed}), "first-reply", TODAY) is None
    assert promised(without_promise(library, "first-reply"), "first-reply", TODAY) is None


@pytest.mark.parametrize(
    "update", [{"draft": True}, {"publish_on": TODAY + timedelta(days=1)}, {"expires_on": TODAY - timedelta(days=1)}]
)
def test_a_promise_that_nobody_can_read_that_day_is_not_made(update: dict[str, Any]) -> None:
    library = small_library()
    page = library.public.commitments["first-reply"].model_copy(update=update)
    public = library.public.model_copy(update={"commitments": {"first-reply": page}})
    assert promised(library, "first-reply", TODAY) is not None
    assert promised(library.model_copy(update={"public": public}), "first-reply", TODAY) is None
