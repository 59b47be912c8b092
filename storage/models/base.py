"""What all stored values share."""

from typing import Any, Self

from sqlmodel import SQLModel
from sqlmodel._compat import SQLModelConfig

# constraints have names of their own, so that a later migration can change them on every database
SQLModel.metadata.naming_convention = {
    "ix": "%(table_name)s_%(column_0_N_name)s",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}


class Value(SQLModel):
    """A frozen, validated value; what crosses a floor is always one of these, never a row."""

    model_config = SQLModelConfig(frozen=True)

    @classmethod
    def of(cls, row: Any) -> Self:
        """Make the value from a row (or anything with the same attributes)."""
        return cls.model_validate(row, from_attributes=True)


ROW = SQLModelConfig(frozen=False)  # rows are written to by the session
