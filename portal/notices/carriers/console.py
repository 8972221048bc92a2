"""Prints every mail's plain text, for development."""

import sys
from email.message import EmailMessage

from portal.notices.carriers.bodies import body_of
from portal.notices.context import RecipientKind

_RULE = "-" * 72


class ConsoleCarrier:
    """Writes to standard output. A terminal that lacks a letter shows a question mark for it."""

    def send(self, mail: EmailMessage, recipient_kind: RecipientKind) -> None:
        headers = "\n".join(f"{name}: {mail[name]}" for name in ("From", "To", "Subject", "Date"))
        shown = f"{_RULE}\n{headers}\n\n{body_of(mail).rstrip()}\n{_RULE}\n"
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(shown.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()

    def close(self) -> None:
        pass
