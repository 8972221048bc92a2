"""Everything that is looked at, in the order in which it matters."""

from collections.abc import Iterator
from datetime import datetime

from portal.settings import Settings
from portal.upkeep.doctor.finding import Finding
from portal.upkeep.doctor.machine import examine_machine
from portal.upkeep.doctor.portal import examine_portal


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """One after another as they are found; `now` is in UTC. Nothing is changed, and no mail is sent."""
    yield from examine_machine(settings)
    yield from examine_portal(settings, now)
