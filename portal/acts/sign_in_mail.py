"""The mail with a link that signs in. The link is drawn when the mail is sent, and kept as a hash only."""

from datetime import timedelta
from email.message import EmailMessage

from portal import paths
from portal.acts.mail_to_person import mail_to_person, recipient_of
from portal.acts.sign_in_tokens import hashed, new_link_token
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.notices.sign_in_message import SignIn
from portal.store import sign_in
from portal.store.outbox import ClaimedNotice

# OWASP ASVS 5.0 §6.5.5.
VALID_MINUTES = 10


def sign_in_mail(workplace: Workplace, notice: ClaimedNotice) -> EmailMessage:
    """A repeat holds a link of its own. Raises PermanentFailure where nobody waits for it now, StoreUnavailable."""
    person = recipient_of(workplace, notice)
    now, valid = workplace.now(), timedelta(minutes=VALID_MINUTES)
    if now - notice.created_at >= valid:
        raise PermanentFailure("The link to sign in was asked for too long ago; nobody waits for it any more.")
    token = new_link_token()
    with workplace.store.writing() as conn:
        wanted = str(notice.facts["wanted"])
        sign_in.keep_link(conn, hashed(token), person.key, wanted, created_at=now, expires_at=now + valid)
    particulars = {"valid_minutes": VALID_MINUTES}
    return mail_to_person(workplace, notice, person, SignIn, paths.desk_sign_in(token), particulars)
