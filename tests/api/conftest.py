"""The small organisation, and a program that asks its service, for the tests of this folder."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from portal.acts.workplace import Workplace
from portal.app import create_service
from tests.api.program import Program
from tests.browsing import app, service_workplace
from tests.workplaces import clock, sqlite_workplace, workplace

__all__ = ["app", "clock", "service_workplace", "sqlite_workplace", "workplace"]


@pytest.fixture
def program(app: Flask) -> Program:
    """Without limits, on SQLite."""
    return Program(app)


@pytest.fixture
def limited(service_workplace: Workplace) -> Program:
    """Where the limits hold."""
    return _where(service_workplace, limits="on")


@pytest.fixture
def on_each(workplace: Workplace) -> Program:
    """On SQLite and on PostgreSQL in turn."""
    return _where(workplace, limits="off")


def _where(workplace: Workplace, **settings: Any) -> Program:
    return Program(create_service(replace(workplace, settings=workplace.settings.model_copy(update=settings))))
