"""Find reports by their story."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Find reports by their story."""
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index("report_story", ["story_key"], unique=False)
