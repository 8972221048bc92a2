"""The table of what programs have sent under an Idempotency-Key.

It shares the metadata of portal.store.tables.
"""

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from portal.store.columns import Facts, Id, Instant
from portal.store.tables import metadata

# `key` and `fingerprint` are HMACs: neither the key that somebody chose nor a trace of what they wrote stands here.
# `answer` holds what was answered, without the customer's words and without a private link.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("answer", Facts, nullable=False),
    Column("kept_at", Instant, nullable=False),
    Index("ix_idempotency_keys_kept_at", "kept_at"),
)
