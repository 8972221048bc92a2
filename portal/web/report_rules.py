"""What a report and a note have to hold, and what is said where they do not: the same for the form and for the API.

Each rule takes what was typed, tidied (portal.web.forms.typed_text, typed_line), and gives it as it is kept. It raises
ValueError with what to do, in the customer's terms.
"""

import re

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from portal.languages.isolating import ltr
from portal.languages.messages import N_, _

MOST_CHARACTERS = 10_000
MOST_NAME_CHARACTERS = 100
CHOOSE_TOPIC = N_("Choose what it is about.")
CHOOSE_SEVERITY = N_("Choose how it affects you.")
CHOOSE_CONTACT = N_("Choose how we may reach you.")
SAY_WHAT_HAPPENED = N_("Tell us what happened. A sentence is enough.")
SAY_SOMETHING = N_("Write what you want to add. A few words are enough.")
NAME_TOO_LONG = N_("Give a name of 100 characters or fewer.")
ONE_ADDRESS = N_("Enter one e-mail address in full, such as sam@example.org.")
ENTER_MAIL = N_("Enter your e-mail address, or choose another way to be reached.")
ENTER_PHONE = N_("Enter your phone number, or choose another way to be reached.")

_MOST = f"{MOST_CHARACTERS:,}"
# Most addresses: small Latin letters, and short enough that no part of them is too long (RFC 5321, 4.5.3.1).
_PLAIN_ADDRESS = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+([a-z]{2,})")
_MOST_OF_A_PLAIN_ADDRESS = 64
_ENDS_OF_SPECIAL_DOMAINS = frozenset(name.rpartition(".")[2] for name in SPECIAL_USE_DOMAIN_NAMES)
_PHONE = re.compile(r"\+?[\d\s()/.-]{5,30}")


def what_happened(text: str) -> str:
    if not text:
        raise ValueError(_(SAY_WHAT_HAPPENED))
    if len(text) > MOST_CHARACTERS:
        has = f"{len(text):,}"
        raise ValueError(_("Shorten what happened to %(most)s characters; it has %(has)s.", most=_MOST, has=has))
    return text


def what_happened_with_files(text: str) -> str:
    """The same where files can be attached."""
    try:
        return what_happened(text)
    except ValueError as error:
        rest = _("The rest can go into an attached text file.")
        raise ValueError(f"{error} {rest}" if text else str(error)) from None


def note(text: str) -> str:
    if not text:
        raise ValueError(_(SAY_SOMETHING))
    return within_length(text)


def within_length(text: str) -> str:
    """What may also be empty."""
    if len(text) > MOST_CHARACTERS:
        raise ValueError(_("Shorten it to %(most)s characters; it has %(has)s.", most=_MOST, has=f"{len(text):,}"))
    return text


def mail_address(text: str) -> str:
    """One address, normalised."""
    if not text:
        raise ValueError(_(ENTER_MAIL))
    if _is_plain_address(text):
        return text
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueError(_(ONE_ADDRESS)) from None


def _is_plain_address(text: str) -> bool:
    """Whether it is such that email_validator would give it back as it is, which takes 200 steps to say so."""
    if len(text) > _MOST_OF_A_PLAIN_ADDRESS:
        return False
    found = _PLAIN_ADDRESS.fullmatch(text)
    return found is not None and found[1] not in _ENDS_OF_SPECIAL_DOMAINS


def phone_number(text: str) -> str:
    if not text:
        raise ValueError(_(ENTER_PHONE))
    if not _PHONE.fullmatch(text) or sum(sign.isdigit() for sign in text) < 5:
        raise ValueError(_("Enter the number in digits, such as %(number)s.", number=ltr("01632 960 001")))
    return text


def name(text: str) -> str:
    if len(text) > MOST_NAME_CHARACTERS:
        raise ValueError(_(NAME_TOO_LONG))
    return text
