"""Upgrading: a database with data of the first schema comes through, also when several processes start at once."""

import asyncio

from alembic import command
from sqlalchemy import Connection, text

from storage import feeds, people, watches
from storage.database import Database
from storage.migrations import script_directory, upgrade
from storage.models import METADATA

FIRST = """
INSERT INTO feed (id, url, title, lang, topic, require, shared, state, created_at, cut_hashes, next_check_at, failures, moved_seen)
VALUES (7, 'https://a.example/feed', 'A', 'en', '', '', true, 'active', '2026-01-02 03:04:05+00:00', '', '2026-01-02 03:04:05+00:00', 0, 0);
INSERT INTO watch (id, team_id, number, channel_id, owner_id, expression, query, filters, ping, every, state, created_at, changed_at, hits)
VALUES (1, 'T1', 4, 'C1', 'U1', 'openai', '{}', '{}', '[]', 'now', 'active', '2026-01-02 03:04:05+00:00', '2026-01-02 03:04:05+00:00', 3);
INSERT INTO person (team_id, user_id, locale, tz, is_admin, prefs) VALUES ('T1', 'U1', 'fr-FR', 'UTC', false, '{}')
"""


def to_first(connection: Connection) -> None:
    """Bring an empty database to the first schema, and put something into it."""
    METADATA.drop_all(connection)
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    command.upgrade(script_directory(connection), "0001")
    for statement in FIRST.split(";"):
        connection.exec_driver_sql(statement)


async def test_data_of_the_first_schema_come_through(db: Database) -> None:
    """Feeds, watches and people are as they were, and what is new has a sensible value."""
    async with db.engine.begin() as connection:
        await connection.run_sync(to_first)
    await asyncio.gather(*(upgrade(db.engine) for _ in range(3)))
    await db.check_schema()
    async with db.reading() as session:
        feed = await feeds.by_id(session, 7)
        watch = await watches.by_number(session, "T1", 4)
        person = await people.find(session, "T1", "U1")
    assert feed is not None
    assert feed.url == "https://a.example/feed"
    assert watch is not None
    assert (watch.expression, watch.hits) == ("openai", 3)
    assert person is not None
    assert (person.locale, person.name) == ("fr-FR", "")
