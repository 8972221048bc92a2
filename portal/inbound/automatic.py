"""Which mails no person has written: absence notes, receipts, lists. RFC 3834 §2, and what programs do beside it."""

from email.message import Message

from portal.inbound.headers import names, raw_value, text_value
from portal.inbound.parts import kind_of

# It asks that no automatic mail come back; people's own mail programs set it as well.
_SET_BY_PEOPLE = "x-auto-response-suppress"
_BULK = ("bulk", "junk", "list", "auto_reply", "auto-reply")
_OF_LISTS = frozenset({"list-id", "list-unsubscribe", "list-post"})
_OF_RULES = frozenset({"x-ms-exchange-inbox-rules-loop", "x-ms-exchange-generated-message-source", "feedback-id"})
_NOT_SO = ("", "no", "false", "0")
_SUBJECTS = (
    "automatic reply:",
    "auto reply:",
    "auto-reply:",
    "autoreply:",
    "auto:",
    "out of office",
    "out-of-office",
    "away from my mail",
    "vacation:",
    "abwesenheitsnotiz",
    "abwesend:",
    "automatische antwort:",
    "automatische antwoord",
    "automatisch antwoord",
    "réponse automatique",
    "absence du bureau",
    "respuesta automática",
    "risposta automatica",
    "autosvar",
)
_FROM_MACHINES = ("mailer-daemon@", "postmaster@", "noreply@", "no-reply@", "donotreply@", "do-not-reply@")


def is_automatic(mail: Message, envelope_sender: str | None, sender: str) -> bool:
    """`envelope_sender` is the address in MAIL FROM: empty for the null sender, None where it is not known."""
    said = raw_value(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    if said not in _NOT_SO:
        return True
    if raw_value(mail, "Precedence").strip().lower() in _BULK or envelope_sender == "":
        return True
    present = names(mail)
    if present & (_OF_LISTS | _OF_RULES) or _has_x_auto(mail, present):
        return True
    if kind_of(mail) == "multipart/report" or sender.startswith(_FROM_MACHINES):
        return True
    return text_value(mail, "Subject").casefold().startswith(_SUBJECTS)


def _has_x_auto(mail: Message, present: set[str]) -> bool:
    """`X-Autoreply`, `X-Autorespond`, `X-Auto-Reply-From` and their like."""
    found = (name for name in present if name.startswith("x-auto") and name != _SET_BY_PEOPLE)
    return any(raw_value(mail, name).strip().lower() not in _NOT_SO for name in found)
