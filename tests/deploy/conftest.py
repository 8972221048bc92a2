"""The small organisation's service, whose addresses a web server in front has to know."""

from tests.browsing import app, service_workplace
from tests.workplaces import clock, sqlite_workplace

__all__ = ["app", "clock", "service_workplace", "sqlite_workplace"]
