"""What everybody has open is counted from an index alone, however much is open: every report that comes asks for it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    is_open = sa.text("status IN ('open', 'waiting')")
    op.create_index(
        "ix_reports_open_load", "reports", ["owner", "severity"], sqlite_where=is_open, postgresql_where=is_open
    )
