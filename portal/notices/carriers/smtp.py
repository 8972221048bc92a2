"""Hands mails to a mail server. RFC 5321, with STARTTLS (RFC 3207), sign-in (RFC 4954) and SMTPUTF8 (RFC 6531)."""

import contextlib
import re
import smtplib
import ssl
from email.message import EmailMessage
from typing import Literal, NoReturn

from portal.errors import PermanentFailure, RecipientRefused, TemporaryFailure
from portal.notices.context import RecipientKind

# The server wants another sign-in: ours to mend, so the mail must not be given up for it.
_SIGN_IN_CODES = frozenset({530, 534, 535, 538})
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"']{1,128}@[^\s<>()\[\]:;,\"']{1,255}")


class SmtpCarrier:
    """Keeps its connection between mails until `close`, and opens a new one after any failure."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        security: Literal["none", "starttls", "tls"],
        user: str,
        password: str,
        timeout_s: float,
    ) -> None:
        self._host, self._port, self._security = host, port, security
        self._user, self._password, self._timeout_s = user, password, timeout_s
        self._connection: smtplib.SMTP | None = None

    def require_reachable(self) -> None:
        """Connect and sign in, and send nothing. Raises TemporaryFailure."""
        self._connected()

    def send(self, mail: EmailMessage, recipient_kind: RecipientKind) -> None:
        connection = self._connected()
        try:
            connection.send_message(mail)
        except Exception as error:
            self._drop()
            _explain(error)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                connection.quit()
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        try:
            return self._open_connection()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise TemporaryFailure(self._unreachable(error)) from error

    def _drop(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    def _open_connection(self) -> smtplib.SMTP:
        if self._connection and self._is_alive(self._connection):
            return self._connection
        self._drop()
        if self._security == "tls":
            context = ssl.create_default_context()
            self._connection = smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout_s, context=context)
        else:
            self._connection = smtplib.SMTP(self._host, self._port, timeout=self._timeout_s)
        if self._security == "starttls":
            self._connection.starttls(context=ssl.create_default_context())
        if self._user:
            self._connection.login(self._user, self._password)
        return self._connection

    @staticmethod
    def _is_alive(connection: smtplib.SMTP) -> bool:
        try:
            return connection.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    def _unreachable(self, error: Exception) -> str:
        server = f"{self._host}:{self._port}"
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return f"The mail server {server} refused the sign-in: {_answer(error)}. Check smtp_user and smtp_password."
        if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLError):
            return f"The mail server {server} does not offer what is asked of it ({error}). Check smtp_security."
        why = _answer(error) if isinstance(error, smtplib.SMTPResponseException) else str(error) or type(error).__name__
        return f"The mail server {server} cannot be used: {why}. It is tried again; check smtp_host and smtp_port."


def _explain(error: Exception) -> NoReturn:
    """Raise what the failure means for the mail."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, reply = next(iter(error.recipients.values()))
            _refuse(code, f"the recipient: {_answer_of(code, reply)}", error, RecipientRefused)
        case smtplib.SMTPResponseException():
            _refuse(error.smtp_code, f"the mail: {_answer(error)}", error)
        case smtplib.SMTPNotSupportedError():
            raise PermanentFailure(
                "The mail server cannot take an address with letters beyond ASCII before the @ (it lacks SMTPUTF8)."
            ) from error
        case smtplib.SMTPException() | OSError():
            why = _ADDRESS.sub("(address)", str(error)) or type(error).__name__
            raise TemporaryFailure(f"The connection to the mail server broke: {why}. It is tried again.") from error
        case _:
            raise error


def _refuse(code: int, what: str, error: Exception, for_good: type[PermanentFailure] = PermanentFailure) -> NoReturn:
    kind = for_good if 500 <= code < 600 and code not in _SIGN_IN_CODES else TemporaryFailure
    raise kind(f"The mail server refused {what}.") from error


def _answer(error: smtplib.SMTPResponseException) -> str:
    return _answer_of(error.smtp_code, error.smtp_error)


def _answer_of(code: int, reply: bytes | str) -> str:
    """What the server said, on one line, without addresses: it ends up in logs and on the timeline."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    text = "".join(character if character.isprintable() else " " for character in text[:500])
    return f"{code} {' '.join(_ADDRESS.sub('(address)', text).split())}".strip().rstrip(".")
