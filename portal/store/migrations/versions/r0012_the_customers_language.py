"""The language that a report's customer chose; NULL for the site's first."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("reports", sa.Column("language", sa.Text(), nullable=True))
