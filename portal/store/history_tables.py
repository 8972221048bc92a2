"""The table of what the public pages said, and from when to when. DESIGN §5.

It shares the metadata of portal.store.tables.
"""

from sqlalchemy import CheckConstraint, Column, Date, Index, Table, Text, UniqueConstraint

from portal.store.columns import Facts, Id, Words
from portal.store.tables import metadata

# A row is what stood at an address, from the day `since` until the day `until`, on which something else did, or
# nothing. Rows of an address run from the smallest id to the largest, but for those that were imported later.
page_versions = Table(
    "page_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lang", Text),
    Column("title", Words, nullable=False),
    Column("summary", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("fields", Facts, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    # Stood there before the first release of the store, by the history of the files.
    Column("source", Text, nullable=False),
    UniqueConstraint("path", "name"),
    CheckConstraint("source IN ('release', 'files')", name="source"),
    CheckConstraint("until IS NULL OR until >= since", name="until"),
    Index("ix_page_versions_path", "path", "since", "id"),
    sqlite_autoincrement=True,
)
