"""The sample organisation, with one change: who is at the fault desk does not hang on the hour of the test."""

from pathlib import Path
from typing import Any

import yaml

from portal.cli.init import start_portal

RESPONDER = "Mira"
RESPONDER_MAIL = "mira@saltmarsh.example"
LEAD_MAIL = "ruth@saltmarsh.example"
TEAM = "the fault desk"
ZONE = "Europe/London"
ALWAYS_WITHIN_MIN = 30
"""What content/public/commitments/someone-at-risk.md promises, at any hour."""

AT_RISK = {"topic": "phone-or-alarm", "severity": "someone-at-risk"}
_EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def start_sample(site: Path) -> None:
    """A new portal in `site`, not built. Mira alone has the fault desk, day and night."""
    start_portal(site)
    file = site / "content" / "desk" / "team.yml"
    team: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    for person in team["responders"].values():
        if person["name"] == RESPONDER:
            person["shifts"] = [{"days": _EVERY_DAY, "hours": ["00:00", "24:00"]}]
        else:
            person["teams"] = [key for key in person["teams"] if key != "fault-desk"]
    file.write_text(yaml.safe_dump(team, allow_unicode=True, sort_keys=False), "utf-8")
