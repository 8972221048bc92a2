"""A new report is entered into fewer indexes: what is closed, waiting, declined or counted is indexed once it is."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.drop_index("ix_reports_status_owner", "reports")
    op.drop_index("ix_reports_status_team", "reports")
    # What nobody asks for any more: everything of a person or a team, by its receipt.
    op.drop_index("ix_reports_owner", "reports")
    op.drop_index("ix_reports_team", "reports")
    _only_where("ix_reports_waiting_owner", "reports", ["owner", "received_at", "id"], "status = 'waiting'")
    _only_where("ix_reports_waiting_team", "reports", ["team", "received_at", "id"], "status = 'waiting'")
    _only_where("ix_reports_declined", "reports", ["closed_at"], "status = 'declined'")
    op.drop_index("ix_reports_owner_closed", "reports")
    op.drop_index("ix_reports_team_closed", "reports")
    _only_where("ix_reports_owner_closed", "reports", ["owner", "closed_at", "id"], "closed_at IS NOT NULL")
    _only_where("ix_reports_team_closed", "reports", ["team", "closed_at", "id"], "closed_at IS NOT NULL")
    op.drop_index("ix_clocks_commitment", "clocks")
    _only_where("ix_clocks_commitment", "clocks", ["commitment", "due_at"], "counts_at IS NOT NULL")
    op.drop_index("ix_notices_gathered_into", "notices")
    _only_where("ix_notices_gathered_into", "notices", ["gathered_into"], "gathered_into IS NOT NULL")


def _only_where(name: str, table: str, columns: list[str], condition: str) -> None:
    holds = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=holds, postgresql_where=holds)
