"""Marks of people in moves, by which those who asked to be forgotten are found."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Marks of people in moves, by which those who asked to be forgotten are found."""
    with op.batch_alter_table("mover", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mark", sa.String(length=16), nullable=False, server_default=""))
    connection = op.get_bind()
    keys = connection.execute(sa.text("SELECT DISTINCT key FROM mover")).scalars().all()
    marks = [{"key": key, "mark": hashlib.sha256(key.encode()).hexdigest()[:16]} for key in keys]
    if marks:
        connection.execute(sa.text("UPDATE mover SET mark = :mark WHERE key = :key"), marks)
    with op.batch_alter_table("mover", schema=None) as batch_op:
        batch_op.create_index("mover_mark", ["mark"], unique=False)
