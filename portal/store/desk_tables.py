"""The tables of the desk: who is signed in, who did what, drafts, feedback, and mail that came in. DESIGN §6.

They share the metadata of portal.store.tables. Columns of the type Words hold personal texts, which erasure empties.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from portal.store.columns import Facts, Id, Instant, Words
from portal.store.tables import metadata

# A sign-in link is stored hashed and works once. `wanted` is the path of the page to go on to.
sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("wanted", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Index("ix_sign_in_links_expires_at", "expires_at"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("token_hash", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("device", Words, nullable=False),
    UniqueConstraint("token_hash"),
    Index("ix_sessions_person", "person", "ended_at"),
    sqlite_autoincrement=True,
)

# Who did what on the desk. Triggers in the migration refuse every change to a row.
audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("person", Text),
    Column("act", Text, nullable=False),
    Column("report_id", Id, ForeignKey("reports.id")),
    Column("facts", Facts, nullable=False),
    Index("ix_audit_at", "at"),
    Index("ix_audit_report_id", "report_id"),
    Index("ix_audit_person", "person", "id"),
    sqlite_autoincrement=True,
)

# What somebody has begun to write, one for each form of a report. `filling` is which filling-in of the form it is.
drafts = Table(
    "drafts",
    metadata,
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("person", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("filling", Text, nullable=False),
    Column("body", Words, nullable=False),
    Column("saved_at", Instant, nullable=False),
    PrimaryKeyConstraint("report_id", "person", "act"),
    Index("ix_drafts_saved_at", "saved_at"),
)

# Who has which report open, for the notice that somebody else has it open too.
viewers = Table(
    "viewers",
    metadata,
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("person", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    PrimaryKeyConstraint("report_id", "person"),
    Index("ix_viewers_seen_at", "seen_at"),
)

# The two questions at the end, kept apart: was it solved, and did they feel cared for.
feedback = Table(
    "feedback",
    metadata,
    Column("report_id", Id, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("solved", Boolean),
    Column("cared_for", Boolean),
    Column("at", Instant, nullable=False),
)

# A report whose customer wants no mails but the answers they ask for on the page (RFC 8058).
muted = Table(
    "muted",
    metadata,
    Column("report_id", Id, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)

# Which limitations (slugs) a report's words were like when it came in, so that what we accept can be counted.
matched_limitations = Table(
    "matched_limitations",
    metadata,
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("limitation", Text, nullable=False),
    PrimaryKeyConstraint("report_id", "limitation"),
    Index("ix_matched_limitations_limitation", "limitation"),
)

# How a script was used: which report, by whom, how many words were the responder's own, and how many of the script's
# they changed or left out.
script_uses = Table(
    "script_uses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("script", Text, nullable=False),
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("edited_words", Integer, nullable=False),
    Column("changed_words", Integer, nullable=False),
    Index("ix_script_uses_script", "script"),
    sqlite_autoincrement=True,
)

# Pages that somebody on the desk proposes; an editor decides. Never written into content/ by the portal.
# `slug` is the page's, `report_id` the report that gave the reason, `facts` what else stands behind it.
page_drafts = Table(
    "page_drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("title", Words, nullable=False),
    Column("markdown", Words, nullable=False),
    Column("report_id", Id, ForeignKey("reports.id")),
    Column("proposed_by", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'waiting'")),
    Column("decided_by", Text),
    Column("decided_at", Instant),
    Column("decided_why", Words, nullable=False, server_default=text("''")),
    Column("facts", Facts, nullable=False),
    CheckConstraint("kind IN ('limitation', 'policy')", name="kind"),
    CheckConstraint("state IN ('waiting', 'taken', 'refused')", name="state"),
    CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided"),
    Index("ix_page_drafts_state", "state", "id"),
    Index("ix_page_drafts_report_id", "report_id"),
    sqlite_autoincrement=True,
)

# An exception to a policy, made on the spot by a lead, with its reason and its end: an instant, or, where there is
# none, the end of the report for which alone it was made.
policy_exceptions = Table(
    "policy_exceptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("policy", Text, nullable=False),
    Column("report_id", Id, ForeignKey("reports.id")),
    Column("person", Text, nullable=False),
    Column("allowed", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant),
    Column("ended_at", Instant),
    Column("ended_by", Text),
    CheckConstraint("ends_at IS NOT NULL OR report_id IS NOT NULL", name="end"),
    Index("ix_policy_exceptions_ended_at", "ended_at"),
    Index("ix_policy_exceptions_report_id", "report_id"),
    sqlite_autoincrement=True,
)

# A report that goes on from another: opened by a message after the reopen window.
report_links = Table(
    "report_links",
    metadata,
    Column("report_id", Id, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("continues_id", Id, ForeignKey("reports.id"), nullable=False),
    Index("ix_report_links_continues_id", "continues_id"),
)

# Every mail that came in, once. `state` says where it went; `tray` waits for a person. The original lies in a file.
# `words` is how it begins; `person` is who took it out of the tray, with their `remark`.
inbound_mails = Table(
    "inbound_mails",
    metadata,
    Column("id", Id, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("content_digest", Text, nullable=False),
    Column("message_id", Text),
    Column("received_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Words, nullable=False),
    Column("report_id", Id, ForeignKey("reports.id")),
    Column("entry_id", Id, ForeignKey("timeline.id")),
    Column("sender", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("words", Words, nullable=False),
    Column("file", Text, nullable=False),
    Column("person", Text),
    Column("remark", Words, nullable=False),
    CheckConstraint("state IN ('placed', 'tray', 'noted', 'settled')", name="state"),
    UniqueConstraint("digest"),
    Index("ix_inbound_mails_message_id", "message_id"),
    Index("ix_inbound_mails_state", "state", "received_at"),
    Index("ix_inbound_mails_report_id", "report_id", "received_at"),
    sqlite_autoincrement=True,
)
