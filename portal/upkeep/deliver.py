"""One round of `deliver`: notices that are due, and every timed duty. Any number of processes may run it."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

from portal.acts.cause_carrying import carry_on
from portal.acts.drafts import forget_old_drafts
from portal.acts.empty_quarantine import forget_set_aside
from portal.acts.faults import faults_logged
from portal.acts.hand_on import hand_on
from portal.acts.idempotency import forget_old_keys
from portal.acts.obstacle_forget import forget_old_obstacles
from portal.acts.practice_forget import forget_old_practices
from portal.acts.rest import record_missed_breaks
from portal.acts.retention import let_go
from portal.acts.send_notices import BATCH, HandedOver, send_due_notices
from portal.acts.sessions import tidy_sign_ins
from portal.acts.subscribe import forget_unconfirmed
from portal.acts.team_clocks import keep_team_clocks
from portal.acts.tell_huddle import tell_huddle
from portal.acts.uploads import discard_abandoned
from portal.acts.viewing import forget_viewers
from portal.acts.wait import watch_waiting
from portal.acts.watch import watch
from portal.acts.watch_causes import watch_causes
from portal.acts.watch_lead_answers import watch_lead_answers
from portal.acts.watch_team_promises import watch_team_promises
from portal.acts.workplace import Workplace
from portal.editing.publish_pages import publish_waiting
from portal.errors import PortalError, PublicationUnderWay
from portal.inbound.placing import place_waiting
from portal.notices.carriers.carrier import Carrier
from portal.publishing.rebuild import rebuild_due
from portal.site_app import site_to_freeze
from portal.store import duties, rate_counters
from portal.upkeep.pace import Pace
from portal.upkeep.publish_causes import publish_causes
from portal.upkeep.publish_figures import publish_figures
from portal.upkeep.publish_history import publish_history
from portal.upkeep.tell_changes import tell_changes

logger = logging.getLogger(__name__)


_EACH_ROUND = timedelta()
AFTER_A_FAULT = timedelta(minutes=1)
_BEFORE_SENDING: dict[Callable[[Workplace], object], timedelta] = {
    watch: _EACH_ROUND,
    carry_on: _EACH_ROUND,
    watch_causes: _EACH_ROUND,
    keep_team_clocks: timedelta(minutes=1),
    watch_lead_answers: _EACH_ROUND,
    watch_team_promises: _EACH_ROUND,
    hand_on: _EACH_ROUND,
    record_missed_breaks: _EACH_ROUND,
    tell_huddle: _EACH_ROUND,
    place_waiting: _EACH_ROUND,
}
"""The duties whose mails go in the same round, with the time that each rests in between."""


def deliver_round(
    workplace: Workplace,
    carrier: Carrier,
    pace: Pace | None = None,
    handed_over: HandedOver | None = None,
    is_stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Do all that is due now; gives how many notices were claimed. A duty at fault is logged and keeps no mail back.

    Without the `pace` of the rounds before, every duty's time has come; `handed_over` is of the rounds before as well.
    Once `is_stopping`, it ends with the mail or the duty in hand. Raises StoreUnavailable.
    """
    workplace.in_force.refresh(workplace.now())
    pace = pace or Pace()
    for duty, rest in _BEFORE_SENDING.items():
        _paced(workplace, pace, duty, partial(duty, workplace), rest)
    sent = send_due_notices(workplace, carrier, handed_over, is_stopping)
    if is_stopping():
        return sent
    _once_an_hour(workplace, "remind and close what waits", lambda: watch_waiting(workplace))
    _once_an_hour(workplace, "discard abandoned attachments", lambda: discard_abandoned(workplace))
    _once_an_hour(workplace, "tidy sign-ins", lambda: tidy_sign_ins(workplace))
    _once_an_hour(workplace, "forget old practices", lambda: forget_old_practices(workplace))
    _once_an_hour(workplace, "forget what was in the way", lambda: forget_old_obstacles(workplace))
    _once_an_hour(workplace, "forget old drafts", lambda: forget_old_drafts(workplace))
    _once_an_hour(workplace, "forget who had a report open", lambda: forget_viewers(workplace))
    _once_an_hour(workplace, "forget unconfirmed addresses", lambda: forget_unconfirmed(workplace))
    _once_an_hour(workplace, "forget old idempotency keys", lambda: forget_old_keys(workplace))
    _once_an_hour(workplace, "forget what was set aside", lambda: forget_set_aside(workplace))
    _once_an_hour(workplace, "let go what was kept long enough", lambda: let_go(workplace))
    _once_an_hour(workplace, "forget rate counters", lambda: _forget_counters(workplace))
    make_site = site_to_freeze(workplace.settings)
    with faults_logged(logger, "publishing pages from the desk failed; it is tried again in the next round"):
        publish_waiting(workplace, make_site)
    published = [
        _paced(workplace, pace, publish, partial(publish, workplace, make_site))
        for publish in (publish_figures, publish_causes, publish_history)
    ]
    rebuild = partial(rebuild_due, workplace.settings, make_site, workplace.now())
    if _paced(workplace, pace, rebuild_due, rebuild) and all(published):
        # After the pages that the mails lead to; the mails go in the next round.
        _paced(workplace, pace, tell_changes, partial(tell_changes, workplace))
    return sent


def deliver_until(stop: threading.Event, workplace: Workplace, carrier: Carrier) -> None:
    """Round after round until `stop` is set. What fails is logged and tried again in the next round."""
    failures, pace, handed_over = 0, Pace(), HandedOver()
    while not stop.is_set():
        try:
            sent = deliver_round(workplace, carrier, pace, handed_over, stop.is_set)
            failures = 0
        except PortalError as error:
            sent, failures = 0, failures + 1
            if failures == 1:
                logger.error("delivery waits: %s", error)
        except Exception:
            sent, failures = 0, failures + 1
            logger.exception("delivery failed; it goes on with the next round")
        if sent < BATCH:
            stop.wait(min(workplace.settings.deliver_poll_s * 2 ** min(failures, 5), 30))


def _paced(
    workplace: Workplace,
    pace: Pace,
    duty: Callable[..., object],
    do: Callable[[], object],
    rest: timedelta = _EACH_ROUND,
) -> bool:
    """Do the duty if its time has come; says whether it was done. At fault, it is logged and has its turn again in a
    minute, and what must wait for another publication has it in the next round.
    """
    if not pace.has_come(duty, workplace.now()):
        return False
    done = False
    pace.wait(duty, workplace.now(), AFTER_A_FAULT)
    with faults_logged(logger, "%s failed; it is tried again in a minute", duty.__name__):
        with suppress(PublicationUnderWay):
            do()
            done = True
        pace.wait(duty, workplace.now(), rest)
    return done


def _once_an_hour(workplace: Workplace, duty: str, do: Callable[[], object]) -> None:
    """Claimed before it is done: of several processes one does it, and one that dies leaves it to the next hour."""
    now = workplace.now()
    key = f"{duty}:{now:%Y-%m-%dT%H}"
    with workplace.store.reading() as conn:
        if duties.is_done(conn, key):
            return
    with workplace.store.writing() as conn:
        claimed = duties.claim_duty(conn, key, now)
    if claimed:
        with faults_logged(logger, "the duty to %s failed; it is tried again in an hour", duty):
            do()


def _forget_counters(workplace: Workplace) -> None:
    with workplace.store.writing() as conn:
        rate_counters.discard_before(conn, workplace.now() - timedelta(days=1))
