"""A lead changes a policy on the spot: an exception with its reason and its end, and the change to the page proposed.

It is for one report, or for all until a day. DESIGN §1.2, §1.5.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from portal.acts.answering import Moment, acting_on, author_of, is_repeat
from portal.acts.audit import EXCEPTION_ENDED, EXCEPTION_MADE, record_act
from portal.acts.notify import notify_customer
from portal.acts.propose_limitation import require_impersonal
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.errors import LeadsOnly, MoveRefused
from portal.library.page_drafts import policy_with_exception
from portal.library.pages import Policy
from portal.promises.spoken import spoken_day
from portal.reports.moves import require_staff_move
from portal.reports.timeline import Entry, Kind
from portal.store import contacts, duties, page_drafts, policy_exceptions, reports, timeline
from portal.store.page_drafts import DraftKind, NewDraft
from portal.store.policy_exceptions import NewException

FOR_LEADS = (
    "Only a lead can change a policy. Tell yours what this customer needs, and why the policy stands in the way."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`policy` is a slug. `last_day` is the last local day on which it holds, None for the report alone.

    `allowed` is in words that a customer may read; they get them now where `tell_customer` says so.
    """

    policy: str
    allowed: str
    reason: str
    last_day: date | None
    tell_customer: bool = False


def make_exception(
    workplace: Workplace, person: str, filling: str, wanted: Wanted, report_id: int | None = None
) -> None:
    """Sending the same twice does it once. Raises LeadsOnly, MoveRefused, Overtaken, UnknownReport."""
    if person not in workplace.roster().leads:
        raise LeadsOnly(FOR_LEADS)
    policy = workplace.library.public.live_on(workplace.local_day(workplace.now())).policies.get(wanted.policy)
    if policy is None:
        raise MoveRefused("This policy is not published any more. Choose another.")
    with _moment(workplace, report_id) as (conn, moment, now):
        if _is_repeat(conn, moment, filling, wanted, now):
            return
        today = workplace.local_day(now)
        if wanted.last_day is not None and wanted.last_day < today:
            raise MoveRefused("The last day has passed already. Choose today or a later day.")
        if wanted.last_day is None and moment is None:
            raise MoveRefused("Say on which day it ends: it is not for a single report.")
        if moment is not None:
            require_staff_move(moment.report.status, "make an exception for")
            contact, entries = contacts.contact_of(conn, moment.report.id), timeline.entries(conn, moment.report.id)
            require_impersonal(f"{wanted.allowed}\n{wanted.reason}", contact, entries)
        ends_at = _end_of(wanted.last_day, workplace.library.site.time_zone) if wanted.last_day else None
        new = NewException(policy.slug, person, tidy(wanted.allowed), tidy(wanted.reason), now, report_id, ends_at)
        exception_id = policy_exceptions.add(conn, new)
        _propose(conn, policy, new, exception_id, today, wanted.last_day)
        facts = {"exception": exception_id, "policy": policy.slug}
        if moment is None:
            record_act(conn, now, EXCEPTION_MADE, person, None, facts)
        else:
            _tell(workplace, moment, person, policy, new, facts, tell_customer=wanted.tell_customer)


def end_exception(workplace: Workplace, exception_id: int, person: str) -> None:
    """End it before its time. Raises LeadsOnly, MoveRefused."""
    if person not in workplace.roster().leads:
        raise LeadsOnly("Only a lead can end an exception. Tell yours what speaks against it.")
    now = workplace.now()
    with workplace.store.writing() as conn:
        found = policy_exceptions.exception_by_id(conn, exception_id)
        if found is None or not policy_exceptions.end(conn, exception_id, person, now):
            raise MoveRefused("This exception has ended already.")
        report = reports.report_by_id(conn, found.report_id) if found.report_id else None
        record_act(conn, now, EXCEPTION_ENDED, person, report, {"exception": exception_id, "policy": found.policy})


@contextmanager
def _moment(workplace: Workplace, report_id: int | None) -> Iterator[tuple[Connection, Moment | None, datetime]]:
    if report_id is None:
        with workplace.store.writing() as conn:
            yield conn, None, workplace.now()
    else:
        with acting_on(workplace, report_id) as moment:
            yield moment.conn, moment, moment.now


def _is_repeat(conn: Connection, moment: Moment | None, filling: str, wanted: Wanted, now: datetime) -> bool:
    """Whether this filling-in was acted on already with this content. Raises Overtaken on a report."""
    if moment is not None:
        return is_repeat(moment, filling, "exception", str(wanted))
    said = sha256("\0".join((filling, str(wanted))).encode(errors="surrogatepass")).hexdigest()
    return not duties.claim_duty(conn, f"form:exception:{said}", now)


def _tell(
    workplace: Workplace,
    moment: Moment,
    person: str,
    policy: Policy,
    new: NewException,
    facts: dict[str, object],
    *,
    tell_customer: bool,
) -> None:
    author, report = author_of(workplace, person), moment.report
    until = {"until": new.ends_at.isoformat()} if new.ends_at else {}
    texts = {"allowed": new.allowed, "note": new.reason}
    inside = facts | {"title": policy.title} | until
    add_entry(
        moment.conn,
        workplace,
        report,
        Entry(moment.now, Kind.EXCEPTION, author, public=False, facts=inside, texts=texts),
    )
    if tell_customer:
        shown = Entry(moment.now, Kind.EXCEPTION, author, public=True, facts=facts, texts={"exception": new.allowed})
        entry_id = add_entry(moment.conn, workplace, report, shown)
        notify_customer(moment.conn, workplace, report, "exception_made", entry_id)


def _propose(
    conn: Connection, policy: Policy, new: NewException, exception_id: int, today: date, last_day: date | None
) -> None:
    """The change to the page waits among the drafts: a policy that needs exceptions may need another sentence."""
    when = f"From {spoken_day(today)} until {spoken_day(last_day)}" if last_day else f"On {spoken_day(today)}, once"
    sentence = f"{when}: {new.allowed} Why: {new.reason}"
    page_drafts.add(
        conn,
        NewDraft(
            kind=DraftKind.POLICY,
            slug=policy.slug,
            title=policy.title,
            markdown=policy_with_exception(policy, sentence),
            proposed_by=new.person,
            created_at=new.made_at,
            facts={"exception": exception_id, "kept_text": bool(policy.body.markdown)},
            report_id=new.report_id,
        ),
    )


def _end_of(day: date, time_zone: str) -> datetime:
    """The midnight after the local day."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone))
