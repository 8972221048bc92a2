"""GET /healthz: 200 when a report can be taken. It tries what a report needs, and says nothing about why not."""

import os

from flask import Blueprint

from portal import paths
from portal.errors import PortalError
from portal.store import rate_counters
from portal.web.current import workplace

blueprint = Blueprint("health", __name__)


@blueprint.get(paths.HEALTH)
def health() -> tuple[dict[str, str], int]:
    try:
        ready = bool(workplace().release.hash) and _can_write() and _can_stage()
    except (PortalError, OSError):
        ready = False
    return ({"status": "ok"}, 200) if ready else ({"status": "cannot take a report"}, 503)


def _can_write() -> bool:
    """A small real write: a full disk or a lost database shows only then."""
    with workplace().store.writing() as conn:
        return rate_counters.count(conn, "healthz", workplace().now(), 60) > 0


def _can_stage() -> bool:
    folder = workplace().settings.attachments_dir
    folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK)
