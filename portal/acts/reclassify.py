"""A topic or severity that turns out wrong: promises made stay, those of the right one join where they are due earlier,
counted from receipt; a report whose topic belongs to another team goes there. DESIGN §5.
"""

from dataclasses import replace

from portal.acts.answering import Moment, acting_on, author_of, is_repeat, require_act
from portal.acts.clocks import promised_version, stored_clock
from portal.acts.hand_over import tell_previous_owner
from portal.acts.notify import notify_customer, notify_responders
from portal.acts.standing import is_hard, standing
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.library.commitment_versions import commitment_version
from portal.library.library import Library
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.clocks import clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.several_promises import joining
from portal.reports.report import Report
from portal.reports.timeline import Entry, Kind
from portal.store import clocks, reports
from portal.team.routing import route_to_team


def reclassify(
    workplace: Workplace, report_id: int, person: str, filling: str, *, topic: str, severity: str, reason: str
) -> None:
    """`reason` is public. Raises MoveRefused where nothing would change or a name is unknown, UnknownReport."""
    library = workplace.library
    found = library.public.topics.get(topic)
    if found is None or library.site.severity(severity) is None:
        raise MoveRefused("This topic or severity is not in the list any more. Choose another.")
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, topic, severity, reason):
            return
        before = require_act(workplace, moment, "change", person)
        if (before.topic, before.severity) == (topic, severity):
            raise MoveRefused("That is what it is already. Choose another topic or another severity.")
        report = replace(before, topic=topic, severity=severity)
        reports.update_report(moment.conn, report_id, topic=topic, severity=severity)
        joined = _join_promises(workplace, moment, report)
        facts = {
            "from": {"topic": before.topic, "severity": before.severity},
            "to": {"topic": topic, "severity": severity},
            "joined": [version.slug for version in joined],
        }
        author = author_of(workplace, person)
        entry = Entry(moment.now, Kind.RECLASSIFIED, author, public=True, facts=facts, texts={"why": tidy(reason)})
        entry_id = add_entry(moment.conn, workplace, report, entry)
        notify_customer(moment.conn, workplace, report, "reclassified", entry_id)
        if found.team != report.team:
            handed_id = _move_to_team(workplace, replace(moment, report=report), found.team, person, reason)
            if handed_id is not None:
                notify_customer(moment.conn, workplace, report, "handed_over", handed_id)


def _join_promises(workplace: Workplace, moment: Moment, report: Report) -> tuple[CommitmentVersion, ...]:
    """Start the clocks of the right promises, by the release that was in force at receipt."""
    past = workplace.in_force.past(report.release_hash)
    library: Library = past.release.library if past else workplace.library
    running = clocks.clocks_of(moment.conn, report.id)
    made = [promised_version(moment.conn, clock.commitment_version) for clock in running]
    day = workplace.local_day(report.received_at)
    right = [
        commitment_version(library, each.slug) for each in library.commitments_for(report.topic, report.severity, day)
    ]
    joined = joining(made, right, report.received_at)
    received = [ClockEvent(report.received_at, EventKind.RECEIVED)]
    for version in joined:
        state = clock_state(version, received, report.received_at)
        clocks.save_clock(moment.conn, stored_clock(report.id, version, state))
    return joined


def _move_to_team(workplace: Workplace, moment: Moment, team: str, person: str, reason: str) -> int | None:
    """The entry that says who has it now; None where whoever has it is of that team too."""
    roster = workplace.roster()
    owner = moment.report.owner
    person_now = roster.responders.get(owner or "")
    if person_now and team in person_now.teams:
        reports.update_report(moment.conn, moment.report.id, team=team)
        return None
    hard = is_hard(moment.conn, workplace, moment.report.severity, moment.report.id)
    stand = standing(moment.conn, workplace, moment.now, hard=hard)
    route = route_to_team(roster, team, stand.loads, moment.now, resting=stand.resting)
    reports.update_report(moment.conn, moment.report.id, team=team, owner=route.owner)
    report = replace(moment.report, team=team, owner=route.owner)
    author = author_of(workplace, person)
    facts = {"from": owner, "to": route.owner, "team": team}
    handed = Entry(moment.now, Kind.HANDED_OVER, author, public=True, facts=facts)
    handed_id = add_entry(moment.conn, workplace, report, handed)
    note = Entry(moment.now, Kind.NOTED, author, public=False, facts=facts, texts={"why": tidy(reason)})
    note_id = add_entry(moment.conn, workplace, report, note)
    notify_responders(moment.conn, workplace, report, "handed_to_you", note_id)
    tell_previous_owner(moment.conn, workplace, report, owner, person, note_id)
    return handed_id
