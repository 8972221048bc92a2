"""Before each request the release in force is looked up; while the store is away, the last one known stands."""

import logging

from flask import Flask, request

from portal import paths
from portal.acts.workplace import Workplace
from portal.errors import StoreUnavailable

logger = logging.getLogger(__name__)


def keep_release_current(app: Flask, workplace: Workplace) -> None:
    @app.before_request
    def refresh() -> None:
        if request.path.startswith(paths.STATIC):
            return
        try:
            workplace.in_force.refresh(workplace.now())
        except StoreUnavailable as error:
            logger.warning("the release in force could not be looked up: %s", error)
