"""Reports, their statuses and moves, and timeline entries.

Pure: nothing here reads the time, touches a database or knows Flask."""
