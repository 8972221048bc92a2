"""The table of the huddle: what somebody wants to be talked about before a shift. DESIGN §1.2.

It shares the metadata of portal.store.tables. People and teams are named by their key in team.yml.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from portal.store.columns import Id, Instant, Words
from portal.store.tables import metadata

# A point stays until somebody says that it was talked about.
huddle_points = Table(
    "huddle_points",
    metadata,
    Column("id", Id, primary_key=True),
    Column("team", Text, nullable=False),
    Column("words", Words, nullable=False),
    Column("report_id", Id, ForeignKey("reports.id")),
    Column("added_by", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("talked_by", Text),
    Column("talked_at", Instant),
    CheckConstraint("(talked_by IS NULL) = (talked_at IS NULL)", name="talked_about"),
    Index("ix_huddle_points_team", "team", "talked_at"),
    Index("ix_huddle_points_report_id", "report_id"),
    sqlite_autoincrement=True,
)
