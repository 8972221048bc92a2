"""The small organisation of tests/workplaces.py, for the tests of this folder."""

from tests.workplaces import clock, sqlite_workplace, workplace

__all__ = ["clock", "sqlite_workplace", "workplace"]
