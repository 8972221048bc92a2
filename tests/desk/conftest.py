"""The small organisation and a visitor to its service, for the tests of this folder."""

from tests.browsing import app, limited, service_workplace, visitor
from tests.workplaces import clock, sqlite_workplace, workplace

__all__ = ["app", "clock", "limited", "service_workplace", "sqlite_workplace", "visitor", "workplace"]
