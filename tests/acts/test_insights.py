"""Insights count reports by topic, week, cause, limitation, script and promise, and never by person."""

from datetime import timedelta

from portal.acts.cause_acting import Sentence
from portal.acts.close import decline, resolve
from portal.acts.close_cause import close_cause
from portal.acts.insights import Insights, insights
from portal.acts.join_cause import join_cause
from portal.acts.open_cause import open_cause
from portal.acts.say_how_it_went import say_how_it_went
from portal.acts.send_script import script_for, send_script
from portal.acts.set_aside import set_aside
from portal.acts.workplace import Workplace
from portal.promises.clock_events import VoidReason
from portal.reports.insights_scripts import Answers
from portal.reports.insights_weeks import Week
from portal.reports.ledger import Share
from portal.reports.report import Contact, ContactKind, Report
from portal.store.causes import cause_of
from portal.store.feedback import Feedback
from tests.workplaces import BY_PHONE, NO_CONTACT, Clock, filling, publish, reported, small_library, with_target


def of_topic(found: Insights, slug: str) -> tuple[Week, ...]:
    (weeks,) = (topic.weeks for topic in found.topics if topic.topic == slug)
    return weeks


def ended(workplace: Workplace, clock: Clock, report: Report, said: Feedback | None = None) -> None:
    clock.pass_by(hours=1)
    resolve(workplace, report.id, "mira", filling(), "Mended.")
    if said:
        say_how_it_went(workplace, report.id, said)


def test_arrivals_endings_and_what_is_open_stand_in_their_weeks(workplace: Workplace, clock: Clock) -> None:
    old, other = reported(workplace), reported(workplace)
    clock.pass_by(days=100)
    ended(workplace, clock, old)
    clock.pass_by(days=7)
    reported(workplace)
    declined = reported(workplace)
    clock.pass_by(minutes=5)
    decline(workplace, declined.id, "mira", filling(), tried="All.", why="No pipe.", instead="A tank.")
    set_aside(
        workplace, reported(workplace).id, "mira", filling(), reason=VoidReason.SPAM, why="I can tell.", sure=True
    )
    weeks = of_topic(insights(workplace, 13), "no-water")
    assert len(weeks) == 13
    assert weeks[0] == Week(open=2)
    assert weeks[-2] == Week(resolved=1, open=1)
    assert weeks[-1] == Week(arrived=2, declined=1, open=2)
    assert other.id


def test_what_arrives_at_this_very_moment_belongs_to_the_last_week(workplace: Workplace) -> None:
    reported(workplace)
    assert of_topic(insights(workplace, 4), "no-water")[-1].arrived == 1


def test_a_topic_without_reports_is_there_and_a_draft_is_not(workplace: Workplace) -> None:
    assert {topic.topic for topic in insights(workplace, 4).topics} == {"no-water", "wrong-bill", "something-else"}


def test_a_cause_has_its_reports_its_length_and_how_they_felt(workplace: Workplace, clock: Clock) -> None:
    first, second = reported(workplace), reported(workplace)
    open_cause(workplace, first.id, "mira", filling(), title="Burst pipe", sentence=Sentence(""))
    with workplace.store.reading() as conn:
        cause = cause_of(conn, first.id)
    assert cause is not None
    join_cause(workplace, second.id, "tom", filling(), cause_id=cause.id)
    ended(workplace, clock, first, Feedback(True, False))
    clock.pass_by(hours=1)
    close_cause(workplace, cause.id, "mira", filling(), "")
    clock.pass_by(days=3)
    (found,) = insights(workplace, 4).causes
    assert (found.title, found.reports, found.open, found.cared_for) == ("Burst pipe", 2, 1, Share(0, 1))
    assert found.lasted_s(clock.now) == 2 * 3_600
    clock.pass_by(days=60)
    assert insights(workplace, 4).causes == ()


def test_a_limitation_has_its_reports_those_before_and_the_words_it_lacks(workplace: Workplace, clock: Clock) -> None:
    reported(workplace, what_happened="Brown water, as ever.")
    clock.pass_by(days=35)
    for contact in (NO_CONTACT, BY_PHONE, Contact(ContactKind.MAIL, "b@example.org", "Gritty"), NO_CONTACT):
        report = reported(workplace, contact=contact, what_happened="Brown water and grit, says Gritty Mira.")
        clock.pass_by(minutes=1)
        decline(workplace, report.id, "mira", filling(), tried="All.", why="No pipe.", instead="A tank.")
        say_how_it_went(workplace, report.id, Feedback(None, False))
    for _ in range(6):
        reported(workplace, contact=NO_CONTACT, what_happened="The tap is dry, says the plumber.")
    (line,) = insights(workplace, 4).limitations
    seen = line.reconsider.limitation
    assert (seen.reports, seen.before, seen.declined, seen.cared_for) == (4, 1, 4, Share(0, 4))
    assert [(word.word, word.customers) for word in line.words] == [("grit", 4)]


def test_what_was_declined_in_other_words_is_counted_and_its_words_are_read(workplace: Workplace, clock: Clock) -> None:
    for _ in range(5):
        report = reported(workplace, contact=NO_CONTACT, what_happened="Sludge in the kettle.")
        clock.pass_by(minutes=1)
        decline(workplace, report.id, "mira", filling(), tried="All.", why="No pipe.", instead="A tank.")
    for _ in range(20):
        reported(workplace, contact=NO_CONTACT, what_happened="Dry.")
    (line,) = insights(workplace, 4).limitations
    assert line.reconsider.reason.startswith("5 were declined on its topics in words that no limitation knows")
    assert {word.word for word in line.words} == {"sludge", "kettle"}


def test_a_script_stands_against_its_topic_without_it(workplace: Workplace, clock: Clock) -> None:
    for solved in (True, False, True):
        ended(workplace, clock, reported(workplace), Feedback(solved, True))
    report = reported(workplace)
    for _ in range(2):
        begun = script_for(workplace, report, "mira", workplace.library.desk.scripts["first-word"])
        words = begun.replace("[[what you see from here]]", "the pump at Mill Lane stopped at ten to seven")
        send_script(workplace, report.id, "mira", filling(), script="first-word", words=words)
    ended(workplace, clock, report, Feedback(True, None))
    (seen,) = insights(workplace, 4).scripts
    assert (seen.script, seen.topic_title) == ("first-word", "No water")
    assert seen.used == Answers(1, Share(1, 1), Share(0, 0))
    assert seen.others == Answers(3, Share(2, 3), Share(3, 3))


def test_a_promise_has_its_kept_ones_and_the_part_of_its_time_they_needed(workplace: Workplace, clock: Clock) -> None:
    ended(workplace, clock, reported(workplace))
    promises = {seen.slug: seen for seen in insights(workplace, 4).promises}
    assert set(promises) == {"first-reply", "next-word", "mended"}
    reply = promises["first-reply"]
    assert (reply.counted, reply.kept, reply.used) == (1, 1, (0.25,))


def test_a_promise_with_another_target_begins_to_count_anew(workplace: Workplace, clock: Clock) -> None:
    ended(workplace, clock, reported(workplace))
    publish(workplace, with_target(small_library(), "first-reply", "2 working hours"))
    promises = {seen.slug: seen for seen in insights(workplace, 4).promises}
    assert (promises["first-reply"].counted, promises["mended"].counted) == (0, 1)


def test_a_promise_counts_on_where_only_its_text_was_corrected(workplace: Workplace, clock: Clock) -> None:
    ended(workplace, clock, reported(workplace))
    library = small_library()
    page = library.public.commitments["first-reply"].model_copy(update={"title": "Somebody answers"})
    public = library.public.model_copy(update={"commitments": library.public.commitments | {"first-reply": page}})
    publish(workplace, library.model_copy(update={"public": public}))
    promises = {seen.slug: seen for seen in insights(workplace, 4).promises}
    assert (promises["first-reply"].title, promises["first-reply"].counted) == ("Somebody answers", 1)


def test_what_counted_before_the_period_does_not_count(workplace: Workplace, clock: Clock) -> None:
    ended(workplace, clock, reported(workplace))
    clock.pass_by(days=40)
    assert [seen.counted for seen in insights(workplace, 4).promises] == [0, 0, 0]
    assert insights(workplace, 4).period.since == clock.now - timedelta(weeks=4)
