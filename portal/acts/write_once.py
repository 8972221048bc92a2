"""What a customer adds to a report by a program: once for each Idempotency-Key, in one transaction."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from portal.acts.answering import acting_on
from portal.acts.idempotency import Request, answered_before, claim, keep
from portal.acts.workplace import Workplace
from portal.acts.write_or_carry_on import Written, release_promised, write_at
from portal.store.idempotency import Answered


def write_once(
    workplace: Workplace,
    request: Request,
    report_id: int,
    words: str,
    shown_release: str,
    describe: Callable[[Written], Mapping[str, Any]],
) -> Answered:
    """Add the words, or give what was answered to the same request within the last day (acts.idempotency).

    Raises KeyReused, StillUnderWay, MoveRefused and ReleaseChanged as `write_or_carry_on`, UnknownReport and
    StoreUnavailable; nothing is kept then.
    """
    before = answered_before(workplace, request)
    if before is not None:
        return before
    promised = release_promised(workplace, shown_release)
    with acting_on(workplace, report_id) as moment:
        before = claim(moment.conn, workplace, request)
        if before is not None:
            return before
        written = write_at(workplace, moment, f"program {secrets.token_urlsafe(16)}", words, (), promised)
        return keep(moment.conn, workplace, request, written.report.id, describe(written))
