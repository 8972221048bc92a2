"""Targets, calendars, clocks and scorecards as pure functions.

Nothing here reads the time, touches a database or knows Flask: every instant comes in as an argument."""
