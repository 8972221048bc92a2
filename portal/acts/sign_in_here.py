"""A link that signs somebody in, for whoever runs the portal's commands: for the first lead, or while mail is down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal import paths
from portal.acts.audit import SIGN_IN_LINK_MADE, record_act
from portal.acts.sign_in import people_at
from portal.acts.sign_in_mail import VALID_MINUTES
from portal.acts.sign_in_tokens import hashed, new_link_token
from portal.acts.workplace import Workplace
from portal.errors import UnknownPerson
from portal.store import sign_in
from portal.team.roster import Person


@dataclass(frozen=True, slots=True)
class SignInHere:
    """`path` opens the page that asks whether to sign in; `expires_at` is in UTC."""

    person: Person
    path: str
    expires_at: datetime


def sign_in_here(workplace: Workplace, address: str) -> SignInHere:
    """A link as a mail would bring it: it works once, for minutes, and stands in the audit log.

    Raises UnknownPerson where the address is not one person's in the release in force, StoreUnavailable.
    """
    people, now = people_at(workplace, address), workplace.now()
    if len(people) != 1:
        whose = "nobody" if not people else "several people"
        raise UnknownPerson(
            f"In the team as it is published, {whose} can sign in by {address}. Look at `mail` in "
            "content/desk/team.yml, publish it with `portal build`, and try again."
        )
    (person,) = people
    token, expires_at = new_link_token(), now + timedelta(minutes=VALID_MINUTES)
    with workplace.store.writing() as conn:
        sign_in.keep_link(conn, hashed(token), person.key, "", created_at=now, expires_at=expires_at)
        record_act(conn, now, SIGN_IN_LINK_MADE, person.key)
    return SignInHere(person, paths.desk_sign_in(token), expires_at)
