"""Addresses in headers, read more strictly than RFC 5322 where it matters who wrote. Never raises; linear time."""

from collections.abc import Iterator

from portal.notices.addresses import comparable

MAX_ADDRESSES = 200


def sole_address(values: list[str]) -> str:
    """The one address of From headers, comparable; empty where there is none, more than one, or more than one header.

    Programs read a doubtful From in different ways, and whom it shows is not whom it proves; so a doubt is nobody.
    """
    found = addresses_in(values[0]) if len(values) == 1 else ()
    return found[0] if len(found) == 1 else ""


def addresses_in(value: str) -> tuple[str, ...]:
    """The addresses of a header such as To, comparable; what is none is left out."""
    found = (comparable(_address_of(mailbox)) for mailbox in _mailboxes(value))
    return tuple(dict.fromkeys(address for address in found if address))[:MAX_ADDRESSES]


def _mailboxes(value: str) -> Iterator[str]:
    """`"Brown, Ada" <ada@example.org>, bob@example.org` piece by piece, without quoted names and comments."""
    piece: list[str] = []
    quoted, comment, escaped = False, 0, False
    for character in value:
        if escaped:
            escaped = False
        elif character == "\\" and (quoted or comment):
            escaped = True
        elif quoted:
            quoted = character != '"'
        elif comment:
            comment += (character == "(") - (character == ")")
        elif character == '"':
            quoted = True
        elif character == "(":
            comment = 1
        elif character in ",;":
            yield "".join(piece)
            piece.clear()
        else:
            piece.append(character)
    yield "".join(piece)


def _address_of(mailbox: str) -> str:
    """What stands in the angle brackets, else the whole. Two pairs of brackets, or an address in the name, are none."""
    if "<" not in mailbox:
        return mailbox.rpartition(":")[2]
    rest = mailbox.partition("<")[2]
    inside, closed, after = rest.partition(">")
    if not closed or after.strip() or "<" in inside:
        return ""
    # `ada@example.org <eve@example.net>` is shown as the one and comes from the other; the bracket says who it is from.
    return inside
