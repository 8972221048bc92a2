"""Hostile words in what a team writes: causes and the answer to all their reports, coaching, practice, drafts of pages,
and all that stands on the desk beside reports.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from portal.acts.answer import answer
from portal.acts.answer_cause import answer_cause, resolve_cause
from portal.acts.answer_obstacle import answer_obstacle
from portal.acts.ask_for_training import answer_training, ask_for_training
from portal.acts.ask_to_publish import ask_to_publish
from portal.acts.cause_acting import Sentence
from portal.acts.close import decline
from portal.acts.close_cause import close_cause
from portal.acts.coaching import NewNote, ask_coach, write_note
from portal.acts.decide_draft import decide_draft
from portal.acts.edit_page import begin_draft, comment_on_draft, save_draft
from portal.acts.hand_over import hand_over
from portal.acts.huddle_talk import add_point
from portal.acts.join_cause import join_cause
from portal.acts.keep_lesson import Told, keep_lesson
from portal.acts.make_exception import Wanted, make_exception
from portal.acts.offer import Offer, offer
from portal.acts.open_cause import open_cause
from portal.acts.practice_begin import begin_practice
from portal.acts.practice_customer import play_customer
from portal.acts.practice_look_back import end_practice, review_as_coach, review_self
from portal.acts.practice_write import practise_answer, practise_effort, practise_listening, practise_offer
from portal.acts.propose_limitation import Proposal, propose_limitation
from portal.acts.raise_obstacle import InTheWay, raise_obstacle
from portal.acts.thank import thank
from portal.acts.thank_colleague import thank_colleague
from portal.acts.time_off import ask_time_off
from portal.acts.update_cause import update_cause
from portal.acts.workplace import Workplace
from portal.reports.personal_traces import personal_traces
from portal.reports.report import Contact, ContactKind, Report
from portal.reports.timeline import Kind
from portal.store import obstacles, practices, training_requests
from portal.store.coaching import Subject
from portal.team.practice import PointReview
from tests.acts.causes import cause_of
from tests.workplaces import filling, reported, story

NOBODY = Contact(ContactKind.NONE)


@dataclass
class Said:
    """What came of it, to be looked at."""

    reports: list[Report] = field(default_factory=list)


def write_everywhere(here: Workplace, words: str, said: Said) -> None:
    """The same words in every field of the team's; where a field is one line, their first."""
    line = next(filter(None, map(str.strip, words.splitlines())))[:80]
    report = reported(here)
    said.reports.append(report)
    _about_a_cause(here, report, words, line)
    _with_a_coach(here, report, words)
    _practise(here, words)
    _in_drafts(here, report, words, line, said)
    _beside_reports(here, report, words, line, said)


def _about_a_cause(here: Workplace, report: Report, words: str, line: str) -> None:
    sentence = Sentence(_impersonal(words).replace("{{", "{ {"))
    open_cause(here, report.id, "mira", filling(), title=_impersonal(line), sentence=sentence)
    cause = cause_of(here, report)
    assert cause is not None
    other = reported(here)
    join_cause(here, other.id, "mira", filling(), cause_id=cause.id)
    update_cause(here, cause.id, "mira", filling(), sentence)
    answer_cause(here, cause.id, "mira", filling(), sentence.words)
    if report.id % 3 == 0:
        resolve_cause(here, cause.id, "mira", filling(), sentence.words)
        thank(here, report.id, filling(), words)
    if report.id % 4 == 0:
        close_cause(here, cause.id, "mira", filling(), sentence.words)


def _with_a_coach(here: Workplace, report: Report, words: str) -> None:
    note = NewNote(words, would_try=words)
    thread = ask_coach(here, Subject("report", report.id), "mira", filling(), coach="tom", note=note)
    write_note(here, thread, "tom", filling(), note)


def _practise(here: Workplace, words: str) -> None:
    practice_id = begin_practice(here, "mira", filling(), drill="dry-tap", person="mira", coach="tom")
    assert practice_id is not None
    practise_listening(here, practice_id, "mira", filling(), words)
    practise_effort(here, practice_id, "mira", filling(), tried=words, came_of_it=words, next_step=words, asked=words)
    practise_offer(here, practice_id, "mira", filling(), responsibility="ours", worth=1, words=words, why=words)
    play_customer(here, practice_id, "tom", filling(), words)
    practise_answer(here, practice_id, "mira", filling(), words)
    end_practice(here, practice_id, "mira")
    with here.store.reading() as conn:
        practice = practices.practice_by_id(conn, practice_id)
    assert practice is not None
    points = [PointReview("yes", words) for _ in practice.points]
    review_self(here, practice_id, "mira", points, words)
    review_as_coach(here, practice_id, "tom", points, words)


def _in_drafts(here: Workplace, report: Report, words: str, line: str, said: Said) -> None:
    """A draft of a page with comments, one of a page that a responder proposes, and an exception to a policy."""
    draft_id = begin_draft(here, "ines", filling(), "content/public/policies/refunds.md", words)
    comment_on_draft(here, draft_id, "bea", filling(), words)
    # What cannot be seen is refused in a page.
    seen = "".join(each for each in words if each.isprintable() or each == "\n")
    saved = save_draft(here, draft_id, "ines", 1, f"---\ntitle: Refunds\nsummary: When.\n---\n\n{seen}\n")
    if report.id % 5 == 0:
        ask_to_publish(here, draft_id, "ines", saved.revision, words)
    ours = {name: _impersonal(words) for name in ("why", "tried", "workaround", "instead", "prevent", "symptoms")}
    each_of = dict.fromkeys(("customer", "us", "team"), _impersonal(words))
    decline(here, (refused := reported(here)).id, "mira", filling(), tried=words, why=words, instead=words)
    said.reports.append(refused)
    proposal = Proposal(title=_impersonal(line), summary=_impersonal(line), **ours, costs=each_of, benefits=each_of)
    proposed = propose_limitation(here, refused.id, "mira", filling(), proposal)
    if report.id % 2:
        decide_draft(here, proposed, "ruth", taken=False, why=words)
    make_exception(here, "ruth", filling(), Wanted("refunds", words, words, here.local_day(here.now())))


def _beside_reports(here: Workplace, report: Report, words: str, line: str, said: Said) -> None:
    """What stands in the way, lessons, thanks, training, points of the huddle, hand-overs, offers and the roster."""
    raise_obstacle(here, "mira", filling(), InTheWay(line, detail=words))
    with here.store.reading() as conn:
        latest = max(obstacles.open_obstacles(conn), key=lambda each: each.id)
    answer_obstacle(here, latest.id, "ruth", filling(), words, by_day=None, done=False)
    ask_for_training(here, "mira", filling(), words)
    with here.store.reading() as conn:
        asked = max(training_requests.open_requests(conn, datetime.min.replace(tzinfo=UTC)), key=lambda each: each.id)
    answer_training(here, asked.id, "ruth", words)
    if len(said.reports) <= 5:
        add_point(here, "lines", "mira", filling(), words)
    thank_colleague(here, "tom", filling(), to="mira", words=words, report=report)
    mine = reported(here)
    answer(here, mine.id, "mira", filling(), words)
    entry = next(each for each in story(here, mine) if each.kind is Kind.ANSWERED)
    lesson = Told(_impersonal(words), _impersonal(words), _impersonal(words), with_name=True)
    keep_lesson(here, mine, "mira", filling(), entry_id=entry.id or 0, told=lesson)
    offer(here, mine.id, "mira", filling(), Offer("ours", 1, words, words))
    offer(here, mine.id, "mira", filling(), Offer("ours", 100, words, words))
    hand_over(here, mine.id, "mira", filling(), to="bills", why=words, must_know=words)
    ask_time_off(here, "mira", filling(), [(here.now() + timedelta(days=8), here.now() + timedelta(days=9))], words)


def _impersonal(words: str) -> str:
    """Without what a page for everybody is refused for."""
    return "\n".join(each for each in words.splitlines() if not personal_traces(each, NOBODY, "")) or "x"
