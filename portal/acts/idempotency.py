"""A request of a program that is sent again does nothing a second time, and gets the answer of the first.

draft-ietf-httpapi-idempotency-key-header-07. The answer is kept for a day, in the transaction of what was done.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.errors import KeyReused, StillUnderWay
from portal.store import idempotency
from portal.store.idempotency import Answered

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Request:
    """A key, and what was sent under it, both as HMACs in hexadecimal: nothing of either can be read from them.

    `earlier` is the same, as it was kept if our secret was another then.
    """

    key: str
    fingerprint: str
    earlier: tuple["Request", ...] = ()

    @classmethod
    def of(cls, workplace: Workplace, key: str, *sent: str) -> "Request":
        """`sent` is where to and what, such as an address and a body."""
        asked = [cls(_mac(secret, "key", key), _mac(secret, "sent", *sent)) for secret in workplace.keys]
        return replace(asked[0], earlier=tuple(asked[1:]))


def answered_before(workplace: Workplace, request: Request) -> Answered | None:
    """What was answered to it already; a look that writes nothing. Raises KeyReused and StoreUnavailable."""
    with workplace.store.reading() as conn:
        return _answered(conn, workplace, request)


def claim(conn: Connection, workplace: Workplace, request: Request) -> Answered | None:
    """What was answered to it already, or None: then it is to be done in this transaction, and `keep` to be called.

    Raises KeyReused where something else was sent under the key, and StillUnderWay.
    """
    if not idempotency.is_mine(conn, request.key):
        raise StillUnderWay("The same request is being dealt with at this moment. Ask again in a second.")
    return _answered(conn, workplace, request)


def keep(
    conn: Connection, workplace: Workplace, request: Request, report_id: int, answer: Mapping[str, Any]
) -> Answered:
    """`answer` is plain JSON data, without the customer's words and without a private link."""
    kept = Answered(request.fingerprint, report_id, answer)
    idempotency.keep_answer(conn, request.key, kept, workplace.now())
    return kept


def forget_old_keys(workplace: Workplace) -> int:
    """Forget what was kept for a day; gives how many."""
    with workplace.store.writing() as conn:
        return idempotency.discard_before(conn, workplace.now() - KEPT)


def _answered(conn: Connection, workplace: Workplace, request: Request) -> Answered | None:
    for kept in (request, *request.earlier):
        found = idempotency.answered(conn, kept.key, workplace.now() - KEPT)
        if found is not None and not hmac.compare_digest(found.fingerprint, kept.fingerprint):
            raise KeyReused(
                "Something else was sent with this Idempotency-Key within the last day. "
                "Send each new thing with a new key."
            )
        if found is not None:
            return found
    return None


def _mac(secret: str, *parts: str) -> str:
    message = b"".join(len(data).to_bytes(8, "big") + data for data in (part.encode() for part in parts))
    return hmac.digest(secret.encode(), b"idempotency" + message, "sha256").hex()
