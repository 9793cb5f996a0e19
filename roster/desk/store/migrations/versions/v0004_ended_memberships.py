"""Version 0004: memberships that have ended are kept, with the moments between which they held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the two columns."""
    op.add_column("memberships", sa.Column("since", sa.DateTime(timezone=True)))
    op.add_column("memberships", sa.Column("until", sa.DateTime(timezone=True)))
