"""Message-IDs, which keep the mails of a report together. RFC 5322 §3.6.4."""

import re
import secrets
from collections.abc import Sequence

from portal.errors import PermanentFailure
from portal.notices.addresses import ascii_domain

MAX_ID_OCTETS = 900
MAX_REFERENCES = 20

_MESSAGE_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+>")


def new_message_id(domain: str) -> str:
    """A Message-ID that nobody can guess and that never comes again. Raises PermanentFailure for what is no domain."""
    return f"<{secrets.token_hex(16)}@{ascii_domain(domain)}>"


def thread_root(reference: str, domain: str) -> str:
    """The Message-ID that every mail about a report refers to; no mail bears it itself."""
    return f"<report-{reference.lower()}@{ascii_domain(domain)}>"


def domain_of(address: str) -> str:
    """What comes after the @, for Message-IDs."""
    return ascii_domain(address.rpartition("@")[2])


def checked_message_id(text: str) -> str:
    """`text`, if it is a Message-ID. Raises PermanentFailure."""
    if len(text) > MAX_ID_OCTETS or not _MESSAGE_ID.fullmatch(text):
        raise PermanentFailure("A Message-ID has the form <left@right>, without spaces; this one has not.")
    return text


def reference_chain(references: Sequence[str], in_reply_to: str | None) -> tuple[str, ...]:
    """What References holds: each ID once, the root first and the one replied to last, shortened in the middle."""
    last = [in_reply_to] if in_reply_to else []
    ids = [checked_message_id(text) for text in dict.fromkeys([*references, *last])]
    if in_reply_to and ids[0] != in_reply_to:
        ids.remove(in_reply_to)
        ids.append(in_reply_to)
    return tuple(ids if len(ids) <= MAX_REFERENCES else [ids[0], *ids[1 - MAX_REFERENCES :]])
