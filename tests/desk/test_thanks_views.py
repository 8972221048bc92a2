"""Thanks are given on the desk, read by whom they are for, and on the wall once that person agrees."""

from flask import Flask

from portal import paths
from portal.acts.workplace import Workplace
from tests.browsing import Visitor
from tests.signing_in import somebody
from tests.workplaces import claimed, reported

WORDS = "You took the night so that I could sleep."


def given(tom: Visitor, **changes: str) -> None:
    tom.press(tom.get(paths.DESK_THANKS), "Send your thanks", thank__to="mira", thank__words=WORDS, **changes)


def test_thanks_is_for_one_person_and_nobody_else_finds_it(app: Flask, service_workplace: Workplace) -> None:
    tom, mira, ruth = (somebody(app, service_workplace, key) for key in ("tom", "mira", "ruth"))
    claimed(service_workplace)
    given(tom)
    (notice,) = claimed(service_workplace)
    assert (notice.message, notice.recipient) == ("thanked_by_colleague", "mira")
    assert WORDS in mira.get(paths.DESK_THANKS).words
    for other in (tom, ruth):
        for address in (paths.DESK_THANKS, paths.DESK_WALL):
            assert WORDS not in other.get(address).words
    assert "thank" not in ruth.get(paths.DESK_AUDIT).soup.select_one("main").get_text().lower()  # type: ignore[union-attr]


def test_it_goes_on_the_wall_and_off_again_as_its_owner_likes(app: Flask, service_workplace: Workplace) -> None:
    tom, mira = (somebody(app, service_workplace, key) for key in ("tom", "mira"))
    given(tom)
    page = mira.press(mira.get(paths.DESK_THANKS), "Put it on the wall")
    assert f"{WORDS} To Mira, from Tom." in tom.get(paths.DESK_WALL).words
    mira.press(page, "Take it off the wall")
    assert WORDS not in tom.get(paths.DESK_WALL).words


def test_the_wall_counts_nothing(app: Flask, service_workplace: Workplace) -> None:
    tom, mira = (somebody(app, service_workplace, key) for key in ("tom", "mira"))
    for _ in range(3):
        given(tom)
        mira.press(mira.get(paths.DESK_THANKS), "Put it on the wall")
    main = tom.get(paths.DESK_WALL).soup.find("main")
    assert main is not None
    assert len(main.find_all("figure")) == 3
    assert not any(word in main.get_text().split() for word in ("3", "three", "Three"))


def test_a_report_can_be_named_and_is_found_in_any_spelling(app: Flask, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    tom, mira = (somebody(app, service_workplace, key) for key in ("tom", "mira"))
    page = tom.get(tom.get(paths.desk_report_signed_in(report.reference)).link("Thank a colleague"))
    assert page.value("thank-report") == report.reference
    given(tom, thank__report=report.reference.lower().replace("-", " "))
    assert mira.get(paths.DESK_THANKS).link(report.reference) == paths.desk_report_signed_in(report.reference)


def test_what_is_missing_is_said_beside_its_field(app: Flask, service_workplace: Workplace) -> None:
    tom = somebody(app, service_workplace, "tom")
    page = tom.press(tom.get(paths.DESK_THANKS), "Send your thanks", 422, thank__report="no reference")
    assert page.errors == {
        "thank-to": "Choose whom you thank.",
        "thank-words": "Say what you thank them for. A few words are enough.",
        "thank-report": "Enter the reference as it stands on the report, such as R7K4-M2PX, or leave it empty.",
    }
    page = tom.press(
        page, "Send your thanks", 422, thank__to="mira", thank__words="For all.", thank__report="R7K4-M2PX"
    )
    assert page.errors == {
        "thank-report": "There is no report with this reference. Look at it again, or leave it empty."
    }
    assert page.value("thank-words") == "For all."


def test_nobody_puts_the_thanks_of_somebody_else_on_the_wall(app: Flask, service_workplace: Workplace) -> None:
    tom, mira = (somebody(app, service_workplace, key) for key in ("tom", "mira"))
    given(tom)
    mira.press(mira.get(paths.DESK_THANKS), "Send your thanks", thank__to="tom", thank__words="For the cake.")
    _, own, encoding = tom.filled(tom.get(paths.DESK_THANKS), "Put it on the wall")
    miras, _, _ = mira.filled(mira.get(paths.DESK_THANKS), "Put it on the wall")
    page = tom.send(miras, own, encoding, 409)
    assert "Only whom it was given to decides whether thanks are shown." in page.summary
    assert WORDS not in tom.get(paths.DESK_WALL).words
