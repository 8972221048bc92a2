"""What came of an effort that was under way, and what is next or whom one asks. Said once, by whoever knows first."""

from itertools import chain

from portal.acts.answering import Moment, acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, Overtaken
from portal.promises.spoken import spoken_time
from portal.reports.efforts import CONCLUDES, begins_effort, endings
from portal.reports.timeline import Entry, Kind
from portal.store import timeline


def conclude_effort(
    workplace: Workplace,
    report_id: int,
    person: str,
    filling: str,
    *,
    effort: int,
    came_of_it: str,
    next_step: str = "",
    asked: str = "",
) -> None:
    """`effort` is the id of the entry that began it. Raises MoveRefused where it has ended already; UnknownReport."""
    fields = {"came_of_it": came_of_it, "next_step": next_step, "asked": asked}
    texts = {name: said for name, text in fields.items() if (said := tidy(text))}
    with acting_on(workplace, report_id) as moment:
        try:
            if is_repeat(moment, filling, str(effort), *chain(*texts.items())):
                return
        except Overtaken:
            # Where it was the effort itself that somebody else concluded, that is said instead.
            _require_under_way(workplace, moment, effort)
            raise
        report = require_act(workplace, moment, "say what came of an effort on", person)
        _require_under_way(workplace, moment, effort)
        author = author_of(workplace, person)
        entry = Entry(moment.now, Kind.CONCLUDED, author, public=True, facts={CONCLUDES: effort}, texts=texts)
        entry_id = add_entry(moment.conn, workplace, report, entry)
        notify_customer(moment.conn, workplace, report, "effort_logged", entry_id)


def _require_under_way(workplace: Workplace, moment: Moment, effort: int) -> None:
    """Raises MoveRefused."""
    entries = timeline.entries(moment.conn, moment.report.id)
    if not any(entry.id == effort and begins_effort(entry) for entry in entries):
        raise MoveRefused("There is no effort under way here that this could be said of. Write it as an answer.")
    ended_by = endings(entries).get(effort)
    if ended_by is None:
        return
    if ended_by.kind is not Kind.CONCLUDED:
        raise MoveRefused("This ended when the report was closed the last time. Write it as an answer.")
    roster = workplace.roster()
    person = roster.people.get(ended_by.author.key or "")
    at = spoken_time(ended_by.at, moment.now, roster.time_zone)
    raise MoveRefused(
        f"{person.name if person else 'A colleague'} has said what came of this already, at {at}. What you wrote is "
        "still here and was not sent. If it adds something, send it as an answer."
    )
