"""One round of `deliver`: notices that are due, and every timed duty. Any number of processes may run it."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from portal.acts.cause_carrying import carry_on
from portal.acts.drafts import forget_old_drafts
from portal.acts.faults import faults_logged
from portal.acts.hand_on import hand_on
from portal.acts.idempotency import forget_old_keys
from portal.acts.obstacle_forget import forget_old_obstacles
from portal.acts.practice_forget import forget_old_practices
from portal.acts.rest import record_missed_breaks
from portal.acts.send_notices import BATCH, send_due_notices
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


def deliver_round(workplace: Workplace, carrier: Carrier, pace: Pace | None = None) -> int:
    """Do all that is due now; gives how many notices were claimed. A duty at fault is logged and keeps no mail back.

    Without the `pace` of the rounds before, every duty's time has come. Raises StoreUnavailable.
    """
    workplace.in_force.refresh(workplace.now())
    pace = pace or Pace()
    for duty, rest in _BEFORE_SENDING.items():
        if pace.has_come(duty, workplace.now()):
            pace.wait(duty, workplace.now(), AFTER_A_FAULT)
            with faults_logged(logger, "%s failed; it is tried again in a minute", duty.__name__):
                duty(workplace)
                pace.wait(duty, workplace.now(), rest)
    sent = send_due_notices(workplace, carrier)
    _once_an_hour(workplace, "remind and close what waits", lambda: watch_waiting(workplace))
    _once_an_hour(workplace, "discard abandoned attachments", lambda: discard_abandoned(workplace))
    _once_an_hour(workplace, "tidy sign-ins", lambda: tidy_sign_ins(workplace))
    _once_an_hour(workplace, "forget old practices", lambda: forget_old_practices(workplace))
    _once_an_hour(workplace, "forget what was in the way", lambda: forget_old_obstacles(workplace))
    _once_an_hour(workplace, "forget old drafts", lambda: forget_old_drafts(workplace))
    _once_an_hour(workplace, "forget who had a report open", lambda: forget_viewers(workplace))
    _once_an_hour(workplace, "forget unconfirmed addresses", lambda: forget_unconfirmed(workplace))
    _once_an_hour(workplace, "forget old idempotency keys", lambda: forget_old_keys(workplace))
    _once_an_hour(workplace, "forget rate counters", lambda: _forget_counters(workplace))
    make_site = site_to_freeze(workplace.settings)
    with faults_logged(logger, "publishing pages from the desk failed; it is tried again in the next round"):
        publish_waiting(workplace, make_site)
    with suppress(PublicationUnderWay):
        publish_figures(workplace, make_site)
        publish_causes(workplace, make_site)
        publish_history(workplace, make_site)
        rebuild_due(workplace.settings, make_site, workplace.now())
        _tell_changes(workplace, pace)
    return sent


def deliver_until(stop: threading.Event, workplace: Workplace, carrier: Carrier) -> None:
    """Round after round until `stop` is set. What fails is logged and tried again in the next round."""
    failures, pace = 0, Pace()
    while not stop.is_set():
        try:
            sent = deliver_round(workplace, carrier, pace)
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


def _tell_changes(workplace: Workplace, pace: Pace) -> None:
    """After the pages that the mails lead to; the mails go in the next round."""
    if pace.has_come(tell_changes, workplace.now()):
        pace.wait(tell_changes, workplace.now(), AFTER_A_FAULT)
        with faults_logged(logger, "telling subscribers what changed failed; it is tried again in a minute"):
            tell_changes(workplace)
            pace.wait(tell_changes, workplace.now(), _EACH_ROUND)


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
