"""The public pages, read from a release. No database, no secrets, no session."""
