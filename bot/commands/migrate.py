"""`moves migrate`."""

from bot.settings import Settings
from storage.database import Database
from storage.migrations import upgrade


async def migrate(settings: Settings) -> str:
    """Bring the schema up to date and say so; several may run at once."""
    db = Database(settings.database_url)
    try:
        await upgrade(db.engine)
        await db.check_schema()
    finally:
        await db.close()
    return "The schema is up to date."
