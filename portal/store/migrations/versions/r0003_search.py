"""My desk: when the next promise of each report is due, and the words by which it is found."""

import re
import unicodedata
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INSTANT = sa.DateTime(timezone=True)
REPORTS_A_BATCH = 500

# Words come in folded, one space between them, so the plainest tokenizer does; nothing asks for phrases or ranks.
SQLITE_SEARCH = """
    CREATE VIRTUAL TABLE report_search
    USING fts5(words, tokenize = 'ascii', detail = 'none', columnsize = 0, prefix = '2 3')
"""
POSTGRESQL_SEARCH = (
    "CREATE TABLE report_search (report_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX ix_report_search_words ON report_search USING gin (words)",
)


def upgrade() -> None:
    _next_due()
    _search()


def _next_due() -> None:
    """The earliest due time of the clocks on which somebody still has to act."""
    op.add_column("reports", sa.Column("next_due_at", INSTANT, nullable=True))
    op.create_index("ix_reports_owner_closed", "reports", ["owner", "closed_at", "id"])
    op.create_index("ix_reports_owner_due", "reports", ["owner", "status", "next_due_at", "id"])
    op.create_index("ix_reports_team_closed", "reports", ["team", "closed_at", "id"])
    op.create_index("ix_reports_team_due", "reports", ["team", "status", "next_due_at", "id"])
    op.execute(
        """
        UPDATE reports SET next_due_at = (
            SELECT min(due_at) FROM clocks
            WHERE clocks.report_id = reports.id AND stopped_at IS NULL AND state IN ('running', 'missed')
        )
        """
    )


def _search() -> None:
    """One row for each report, of what stands in its texts and its contact now."""
    bind = op.get_bind()
    on_postgresql = bind.dialect.name == "postgresql"
    for statement in POSTGRESQL_SEARCH if on_postgresql else (SQLITE_SEARCH,):
        op.execute(statement)
    insert = sa.text(
        "INSERT INTO report_search (report_id, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[])))"
        if on_postgresql
        else "INSERT INTO report_search (rowid, words) VALUES (:id, :words)"
    )
    found = sa.text("SELECT id, reference FROM reports WHERE id > :after ORDER BY id LIMIT :limit")
    after = 0
    while batch := bind.execute(found, {"after": after, "limit": REPORTS_A_BATCH}).all():
        first, after = batch[0].id, batch[-1].id
        bodies = {row.id: [f"{row.reference} {row.reference.replace('-', '')}"] for row in batch}
        for report_id, body in _written(bind, first, after):
            bodies[report_id].append(body)
        rows = ((report_id, _words(each)) for report_id, each in bodies.items())
        bind.execute(insert, [{"id": number, "words": w if on_postgresql else " ".join(w)} for number, w in rows])


def _written(bind: sa.Connection, first: int, last: int) -> Iterator[tuple[int, str]]:
    """What stands in contacts and texts of the reports from `first` to `last`, by report."""
    contacts = sa.text("SELECT report_id, name, address FROM contacts WHERE report_id BETWEEN :first AND :last")
    texts = sa.text(
        "SELECT timeline.report_id, texts.body FROM timeline JOIN texts ON texts.entry_id = timeline.id "
        "WHERE timeline.report_id BETWEEN :first AND :last ORDER BY timeline.id"
    )
    span = {"first": first, "last": last}
    for row in bind.execute(contacts, span):
        yield row.report_id, row.name
        yield row.report_id, row.address
    for row in bind.execute(texts, span):
        yield row.report_id, row.body


def _words(bodies: list[str]) -> list[str]:
    """As portal.reports.search_words kept them in the version of this migration."""
    found: set[str] = set()
    left = 500_000
    for body in bodies:
        new = {_folded(word) for word in re.findall(r"(?:[^\W_]|[\u0300-\u036f])+", body)} - {""}
        for number in re.findall(r"\d[\d ()./-]{4,}\d", body):
            new.add("".join(_folded(digit) for digit in number if digit.isdecimal())[:60])
        new -= found
        left -= sum(len(word.encode()) + 1 for word in new)
        if left < 0:
            break
        found |= new
    return sorted(found)


def _folded(word: str) -> str:
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(character for character in spread if character.isalnum())[:60]
