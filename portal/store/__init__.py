"""Tables, queries, the outbox and migrations: the only place with SQL.

Nothing here decides; it keeps and finds."""
