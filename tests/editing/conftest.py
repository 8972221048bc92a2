"""The small organisation with its content, for the tests of this folder."""

import pytest

from portal.acts.workplace import Workplace
from tests.workplaces import clock, sqlite_workplace, workplace, write_content

__all__ = ["clock", "here", "sqlite_workplace", "workplace"]


@pytest.fixture
def here(sqlite_workplace: Workplace) -> Workplace:
    write_content(sqlite_workplace.settings.site_dir)
    return sqlite_workplace
