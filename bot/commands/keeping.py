"""`moves backup`, `moves forget`, `moves corrections export`: what is kept, copied, and taken out."""

import json
import sqlite3
from pathlib import Path
from typing import TextIO

from sqlalchemy.engine import make_url

from bot.commands.errors import BackupError
from bot.directory import load_directory
from bot.parts import now, open_database
from bot.settings import Settings
from storage import corrections, suppressions


def backup(settings: Settings, target: Path) -> str:
    """Copy a SQLite database while it is in use; whatever is committed when the copy ends is in it."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        raise BackupError(f"PostgreSQL has tools of its own: pg_dump --format=custom --file={target} DATABASE")
    if not url.database or not Path(url.database).is_file():
        raise BackupError(f"there is no database at {url.database}")
    if target.exists():
        raise BackupError(f"{target} exists already: name a file that does not")
    source, copy = sqlite3.connect(url.database), sqlite3.connect(target)
    try:
        source.backup(copy)
        [[found]] = copy.execute("PRAGMA quick_check").fetchall()
    finally:
        source.close()
        copy.close()
    if found != "ok":
        raise BackupError(f"the copy is damaged: {found}")
    size = target.stat().st_size
    return f"Copied to {target} ({size:,} bytes). To restore: stop the app and put the file in the database's place."


async def forget(settings: Settings, name: str) -> str:
    """Take a person out of everything that is stored, and keep them out."""
    db = await open_database(settings)
    try:
        async with db.transaction() as session:
            done = await suppressions.forget(session, name, load_directory(), team_id="", by="operator", now=now())
    finally:
        await db.close()
    said = f"Forgotten: taken out of {done.moves} moves; {done.alerts} posted alerts will be edited."
    return f"{said} New reports of this person are not shown."


async def export_corrections(settings: Settings, out: TextIO) -> int:
    """Write what people said was right or wrong as labelled JSON lines; return how many."""
    db = await open_database(settings)
    count = 0
    try:
        async with db.reading() as session:
            async for line in corrections.export(session):
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                count += 1
    finally:
        await db.close()
    return count
