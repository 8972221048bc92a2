"""Originals that wait on disk are read and placed, by whoever comes first. A fault leaves them where they are."""

import logging
from pathlib import Path

from portal.acts.mail_originals import discard_unfinished, mark_placed, read_original, waiting
from portal.acts.take_mail import take_mail
from portal.acts.workplace import Workplace
from portal.errors import StoreUnavailable
from portal.inbound.reading import read_mail

logger = logging.getLogger(__name__)


def place_waiting(workplace: Workplace) -> int:
    """Place what waits, the oldest first; gives how many. Raises StoreUnavailable; the rest then waits on.

    Several processes may do it at once. A mail that fails for another reason is logged and keeps no other back.
    """
    placed = 0
    for file in waiting(workplace.settings):
        try:
            placed += _place(workplace, file)
        except StoreUnavailable:
            raise
        except Exception:
            logger.exception("the mail %s cannot be placed; it waits", file.name[:12])
    discard_unfinished(workplace.settings, workplace.now())
    return placed


def _place(workplace: Workplace, file: Path) -> bool:
    try:
        original = read_original(file)
    except FileNotFoundError:  # another process was first
        return False
    mail = read_mail(original.octets, original.arrived_at, original.envelope_sender, original.recipients)
    state = take_mail(workplace, mail)
    mark_placed(workplace.settings, file)
    if state is not None:
        logger.info("mail %s: %s", mail.digest[:12], state.value)
    return state is not None
