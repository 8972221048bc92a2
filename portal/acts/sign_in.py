"""Signing in on the desk: by a link that comes to one's own address and works once, or by the word of a provider.

Whether an address is somebody's is told to nobody. Every way to be let in or refused stands in the audit log, without
the address that was typed.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from portal.acts.audit import SESSION_ENDED, SIGN_IN_ASKED, SIGN_IN_REFUSED, SIGNED_IN, record_act
from portal.acts.sign_in_tokens import find_link_token, hashed, new_session_token
from portal.acts.workplace import Workplace
from portal.notices.threads import domain_of, new_message_id
from portal.store import outbox, sessions, sign_in
from portal.store.outbox import NewNotice
from portal.team.roster import Person

MESSAGE = "sign_in"


@dataclass(frozen=True, slots=True)
class NewSession:
    """What the browser gets to keep, and the path of the page to go on to (empty: none in particular)."""

    token: str
    person: str
    wanted: str = ""


def ask_for_sign_in(workplace: Workplace, address_typed: str, wanted: str) -> None:
    """Queue a mail for everybody in team.yml who has this address; silent for any other. `wanted` is a path."""
    people, now = people_at(workplace, address_typed), workplace.now()
    with workplace.store.writing() as conn:
        if not people:
            record_act(conn, now, SIGN_IN_REFUSED, facts={"why": "unknown_address"})
        for person in people:
            record_act(conn, now, SIGN_IN_ASKED, person.key)
            _queue(conn, workplace, person, wanted, now)


def person_of_link(workplace: Workplace, token_typed: str) -> Person | None:
    """Whom the link would sign in now; looking changes nothing, because scanners of mail look too."""
    with workplace.store.reading() as conn:
        link = sign_in.link_of(conn, hashed(find_link_token(token_typed)))
    if link is None or not link.works_at(workplace.now()):
        return None
    return workplace.roster().everybody.get(link.person)


def sign_in_by_link(workplace: Workplace, token_typed: str, device: str, old_token: str = "") -> NewSession | None:
    """Use up the link; None where it does not work (any more). `old_token` is of the session that the new one replaces.

    Every other link of the person that was not used works no more.
    """
    now, token_hash = workplace.now(), hashed(find_link_token(token_typed))
    with workplace.store.writing() as conn:
        link = sign_in.link_of(conn, token_hash)
        why = "unknown_link" if link is None else "used_or_expired_link"
        if link and link.works_at(now) and sign_in.use_link(conn, token_hash, now):
            if link.person in workplace.roster().everybody:
                sign_in.use_all_links_of(conn, link.person, now)
                return _begin(conn, now, link.person, device, old_token, "link", link.wanted)
            why = "left_team"
        record_act(conn, now, SIGN_IN_REFUSED, link.person if link else None, facts={"why": why})
    return None


def sign_in_by_provider(
    workplace: Workplace, address: str, device: str, wanted: str, old_token: str = ""
) -> NewSession | None:
    """`address` is one that the provider has verified. None where it is nobody's in team.yml, or of several people."""
    people, now = people_at(workplace, address), workplace.now()
    with workplace.store.writing() as conn:
        if len(people) == 1:
            return _begin(conn, now, people[0].key, device, old_token, "provider", wanted)
        record_act(conn, now, SIGN_IN_REFUSED, facts={"why": "several_people" if people else "unknown_address"})
    return None


def record_refusal_by_provider(workplace: Workplace) -> None:
    """The provider signed nobody in, or not in a way that can be relied on."""
    with workplace.store.writing() as conn:
        record_act(conn, workplace.now(), SIGN_IN_REFUSED, facts={"why": "provider"})


def people_at(workplace: Workplace, address: str) -> list[Person]:
    """Everybody in team.yml who has this address."""
    typed = address.strip().casefold()
    return [person for person in workplace.roster().everybody.values() if person.mail.casefold() == typed]


def _begin(
    conn: Connection, now: datetime, person: str, device: str, old_token: str, how: str, wanted: str
) -> NewSession:
    """A session with a token of its own; whatever the browser held before opens nothing more."""
    old = sessions.session_of(conn, hashed(old_token)) if old_token else None
    if old is not None and sessions.end_session(conn, old.person, old.id, now):
        record_act(conn, now, SESSION_ENDED, old.person, facts={"session": old.id, "why": "replaced"})
    token = new_session_token()
    session_id = sessions.begin_session(conn, hashed(token), person, device, now)
    record_act(conn, now, SIGNED_IN, person, facts={"session": session_id, "how": how})
    return NewSession(token, person, wanted)


def _queue(conn: Connection, workplace: Workplace, person: Person, wanted: str, now: datetime) -> None:
    """The link itself is drawn when the mail is sent (portal.acts.sign_in_mail); nothing private lies in the outbox."""
    if not workplace.tells_people:
        return
    message_id = new_message_id(domain_of(workplace.settings.mail_from))
    outbox.queue(
        conn,
        NewNotice(
            key=f"{MESSAGE}:{message_id}",
            message=MESSAGE,
            recipient_kind="responder",
            message_id=message_id,
            created_at=now,
            recipient=person.key,
            facts={"wanted": wanted},
        ),
    )
