"""How the headers of a mail are written to the wire.

The standard library's folding adds or drops spaces between encoded words, and encodes what is too long for a line
although it may not be encoded. So the headers that people and threads depend on are folded here.
"""

from email import policy
from email.header import Header
from email.headerregistry import AddressHeader, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.policy import Policy
from email.utils import quote
from typing import Any, ClassVar, Literal

MAX_LINE_OCTETS = 76
MAX_QUOTED_NAME_CHARACTERS = 60


def encoded(text: str, header_name: str, as_words: bool = True) -> str:
    """`text` for a header, folded by CRLF: as it is where it is plain ASCII and `as_words`, else by RFC 2047."""
    fits = max(map(len, text.split()), default=0) < MAX_LINE_OCTETS - len(header_name)
    charset = "us-ascii" if as_words and fits and text.isascii() and "=?" not in text else "utf-8"
    return Header(text, charset, maxlinelen=MAX_LINE_OCTETS, header_name=header_name).encode(linesep="\r\n")


class AsGiven(UnstructuredHeader, BaseHeader):
    """A header whose value is taken literally: encoded words in it are not decoded, which could bring in a line end."""

    max_count: ClassVar[Literal[1]] = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        kwds["decoded"] = value
        kwds["parse_tree"] = None


class Line(AsGiven):
    """A line of words, such as the subject."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {encoded(str(self), self.name)}{policy.linesep}"


class InBrackets(AsGiven):
    """Message-IDs and addresses of pages, folded only between them.

    Encoded for their length, as Outlook's IDs would be, they break a thread, and no program finds the way out of a list
    (RFC 2369 §2).
    """

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {f'{policy.linesep} '.join(str(self).split())}{policy.linesep}"


class OneAddress(AddressHeader, BaseHeader):  # type: ignore[misc]  # the two bases are made to be joined
    """One address, with a name or without."""

    max_count: ClassVar[Literal[1]] = 1

    def fold(self, *, policy: Policy) -> str:
        (address,) = self.addresses
        name = address.display_name
        if not name:
            return f"{self.name}: {address.addr_spec}{policy.linesep}"
        if name.isascii() and "=?" not in name and len(name) <= MAX_QUOTED_NAME_CHARACTERS:
            shown = f'"{quote(name)}"'
        else:
            shown = encoded(name, self.name, as_words=False)
        return f"{self.name}: {shown}{policy.linesep} <{address.addr_spec}>{policy.linesep}"


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    for kind, names in {
        Line: ("subject", "organization"),
        InBrackets: ("message-id", "in-reply-to", "references", "list-unsubscribe", "list-unsubscribe-post"),
        OneAddress: ("from", "to", "reply-to"),
    }.items():
        for name in names:
            registry.map_to_type(name, kind)
    return registry


MAIL_POLICY = policy.SMTP.clone(cte_type="7bit", header_factory=_registry())
"""7bit, because not every server on the way says that it takes 8bit."""
