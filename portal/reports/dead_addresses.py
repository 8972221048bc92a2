"""Whether a mail server says that an address is there no more, from its status codes. RFC 3463. Pure."""

import re

_STATUS = re.compile(r"(?<![\w.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
# Of the address: all but those that speak of ours, as the sender (RFC 3463 §3.2).
_OUR_ADDRESS = {"7", "8"}


def is_dead(said: str, *, without_status: bool) -> bool:
    """`said` begins with a status such as `5.1.1 no such user`, or holds one.

    A full mailbox, a mail that is refused for what it says, and whatever may pass again end nothing.
    `without_status` is the answer where the server names none.
    """
    found = _STATUS.search(said)
    if found is None:
        return without_status
    kind, subject, detail = found.groups()
    if kind != "5":
        return False
    if subject == "1":
        return detail not in _OUR_ADDRESS
    return (subject, detail) == ("2", "1") or (subject == "0" and without_status)
