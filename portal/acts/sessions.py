"""Staying signed in, and its end: by the person, by time, or because they left the team. OWASP ASVS 5.0 §7.3, §7.4."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.acts.audit import SESSION_ENDED, record_act
from portal.acts.sign_in_tokens import hashed
from portal.acts.workplace import Workplace
from portal.store import sessions, sign_in
from portal.store.sessions import Session

# When somebody was last seen is known to the minute; that spares a write for each page.
SEEN_EVERY = timedelta(minutes=1)
KEPT_AFTER_END = timedelta(days=30)


def current_session(workplace: Workplace, token: str) -> Session | None:
    """The session of this token, if it still lasts; that it was used is noted. Raises StoreUnavailable."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        session = sessions.session_of(conn, hashed(token))
    if session is None or not _lasts(workplace, session, now):
        return None
    if session.person not in workplace.roster().everybody:
        with workplace.store.writing() as conn:
            _end_all_of_leaver(conn, session.person, now)
        return None
    if now - session.last_seen_at >= SEEN_EVERY:
        with workplace.store.writing() as conn:
            sessions.seen(conn, session.id, now)
    return session


def sessions_of(workplace: Workplace, person: str) -> list[Session]:
    """Where the person is signed in, the last used first."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        return [session for session in sessions.sessions_of(conn, person) if _lasts(workplace, session, now)]


def end_session(workplace: Workplace, person: str, session_id: int) -> bool:
    """False where this is no session of the person's that could be ended."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        ended = sessions.end_session(conn, person, session_id, now)
        if ended:
            record_act(conn, now, SESSION_ENDED, person, facts={"session": session_id, "why": "ended"})
    return ended


def end_other_sessions(workplace: Workplace, person: str, but: int) -> int:
    """End every session of the person but one; gives how many there were."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        ended = sessions.end_sessions_of(conn, person, now, but=but)
        for session_id in ended:
            record_act(conn, now, SESSION_ENDED, person, facts={"session": session_id, "why": "ended"})
    return len(ended)


def tidy_sign_ins(workplace: Workplace) -> None:
    """End the sessions of people who left the team; forget links that expired and sessions long unused."""
    now, people = workplace.now(), workplace.roster().everybody
    with workplace.store.writing() as conn:
        for person in sessions.people_signed_in(conn):
            if person not in people:
                _end_all_of_leaver(conn, person, now)
        sign_in.discard_expired(conn, now - timedelta(days=1))
        unused_for = max(KEPT_AFTER_END, timedelta(days=workplace.settings.session_valid_days))
        sessions.discard_unused(conn, now - unused_for)


def _lasts(workplace: Workplace, session: Session, now: datetime) -> bool:
    idle = timedelta(hours=workplace.settings.session_idle_h)
    valid = timedelta(days=workplace.settings.session_valid_days)
    return now - session.last_seen_at < idle and now - session.created_at < valid


def _end_all_of_leaver(conn: Connection, person: str, now: datetime) -> None:
    for session_id in sessions.end_sessions_of(conn, person, now):
        record_act(conn, now, SESSION_ENDED, person, facts={"session": session_id, "why": "left_team"})
