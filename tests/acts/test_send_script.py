"""A script is refused until it is personal, saying which passage lacks; its use is kept."""

import pytest

from portal.acts.send_script import script_for, send_script
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.timeline import Kind
from portal.store import script_uses
from portal.store.script_uses import ScriptUses
from tests.workplaces import clocks_on, filling, kinds, reported, story, told


def begun(workplace: Workplace) -> tuple[int, str]:
    report = reported(workplace)
    told(workplace)
    return report.id, script_for(workplace, report, "mira", workplace.library.desk.scripts["first-word"])


def test_the_report_fills_in_what_it_knows(workplace: Workplace) -> None:
    _, text = begun(workplace)
    assert text.startswith("Dear Ada, ")
    assert "[[what you see from here]]" in text


def test_a_passage_that_is_not_written_is_named_and_nothing_is_sent(workplace: Workplace) -> None:
    report_id, text = begun(workplace)
    with pytest.raises(MoveRefused, match="“what you see from here”"):
        send_script(workplace, report_id, "mira", filling(), script="first-word", words=text)
    assert told(workplace) == []


def test_a_script_with_its_passage_merely_deleted_is_refused(workplace: Workplace) -> None:
    report_id, text = begun(workplace)
    emptied = text.replace("[[what you see from here]]", "")
    with pytest.raises(MoveRefused, match="as it stands"):
        send_script(workplace, report_id, "mira", filling(), script="first-word", words=emptied)


def test_a_personal_reply_is_an_answer_like_any_other_and_its_use_is_kept(workplace: Workplace) -> None:
    report = reported(workplace)
    text = script_for(workplace, report, "mira", workplace.library.desk.scripts["first-word"])
    words = text.replace("[[what you see from here]]", "the pump at Mill Lane stopped at ten to seven")
    send_script(workplace, report.id, "mira", filling(), script="first-word", words=words)
    assert kinds(workplace, report)[-1] is Kind.ANSWERED
    assert story(workplace, report)[-1].facts == {"script": "first-word"}
    assert clocks_on(workplace, report)["first_response"].state == "kept"
    with workplace.store.reading() as conn:
        uses = script_uses.uses(conn)
    assert uses == {"first-word": ScriptUses(uses=1, changed=0, own_words=10, last_at=workplace.now())}


def test_words_of_the_script_that_were_changed_are_kept_apart_from_those_that_were_asked_for(
    workplace: Workplace,
) -> None:
    report = reported(workplace)
    text = script_for(workplace, report, "mira", workplace.library.desk.scripts["first-word"])
    personal = text.replace("[[what you see from here]]", "the pump at Mill Lane stopped at ten to seven")
    for words in (personal, personal.replace("Dear", "Good morning")):
        send_script(workplace, report.id, "mira", filling(), script="first-word", words=words)
    with workplace.store.reading() as conn:
        assert script_uses.uses(conn)["first-word"].changed == 1


def test_a_script_that_is_gone_is_refused_with_a_way_out(workplace: Workplace) -> None:
    report_id, _ = begun(workplace)
    with pytest.raises(MoveRefused, match="as a plain answer"):
        send_script(workplace, report_id, "mira", filling(), script="gone", words="Hello, it is me.")
