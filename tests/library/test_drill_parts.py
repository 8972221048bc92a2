"""A drill's headings say who reads what."""

from portal.library.drill_parts import parts_of, sections
from portal.library.pages import Body
from tests.practices import COACH_KNOWS, NEXT_WORDS, TALK_AFTER, WORDS, dry_tap


def test_the_first_quotation_comes_in_and_the_others_are_what_the_customer_writes_next() -> None:
    parts = parts_of(dry_tap())
    assert parts.words == WORDS
    assert parts.next_words == NEXT_WORDS


def test_every_section_goes_to_whoever_it_is_for() -> None:
    parts = parts_of(dry_tap())
    assert parts.beside == "<p>She writes from her phone.</p>"
    assert COACH_KNOWS in parts.coach
    assert "She is tired." in parts.coach
    assert parts.after == f"<p>{TALK_AFTER}</p>"
    assert COACH_KNOWS not in parts.beside + parts.after
    assert "The tap is dry" not in parts.beside


def test_what_stands_in_code_is_neither_a_heading_nor_a_quotation_of_its_own() -> None:
    found = list(sections("## One\n\n```\n## Two\n```\n\n## Three ##\n> Yes.\n"))
    assert [(each.title, each.quotations) for each in found] == [("One", ()), ("Three", ("Yes.",))]


def test_a_drill_with_a_report_and_nothing_else_has_nothing_for_the_coach() -> None:
    drill = dry_tap().model_copy(
        update={
            "body": Body(
                html="<h2>what comes in</h2>\n<blockquote><p>Dry.</p></blockquote>", markdown="## what comes in\n> Dry."
            )
        }
    )
    parts = parts_of(drill)
    assert (parts.words, parts.next_words, parts.beside, parts.coach, parts.after) == ("Dry.", (), "", "", "")
