"""What people do with feeds, and what an article adds, over real HTTP."""

from datetime import timedelta

import pytest

from bot.errors import ParseError
from bot.explain import explain
from bot.feeds.opml import default_sources
from bot.pipeline import poll_feed
from bot.sources import NewsSources, add_listed, export_opml, import_opml
from storage import feeds
from storage.database import Database
from storage.models import EntryRow, Feed, FetchRow, MoveRow, SeenRow
from storage.prune import prune
from tests.pipeline.conftest import Newsroom

ARTICLE = """<html><head><title>Big change at the lab</title></head><body><nav>Home Sport</nav><article><h1>Big change at the lab</h1>
<p>Jane Roe, the head of research at Anthropic, is leaving the company and joins OpenAI as chief scientist, both companies
confirmed on Tuesday. She starts in January and will report to the chief executive.</p>
<p>Her team of forty people will stay in London, said a spokesman, who would not say who succeeds her there.</p></article></body></html>"""


@pytest.fixture
def db(sqlite_db: Database) -> Database:
    """One database is enough here: what differs between the two is proven in `test_pipeline`."""
    return sqlite_db


def sources_of(room: Newsroom, started: list[Feed], template: str = "") -> NewsSources:
    return NewsSources(room.poller, started.append, template)


async def test_a_site_is_discovered_previewed_and_added_for_one_workspace(room: Newsroom) -> None:
    """From the address of a page to a feed that is read, and only for those who asked."""
    ledger = room.press.outlet("Ledger")
    ledger.publish("Jane Roe joins OpenAI", room.now)
    ledger.publish("Globex opens an office", room.now)
    room.press.pages["site"] = f"<link rel=alternate type=application/rss+xml href='{room.press.url(ledger)}'>"
    started: list[Feed] = []
    sources = sources_of(room, started)
    [preview] = await sources.discover(f"{room.press.base}/site")
    assert (preview.title, preview.lang, preview.entries, preview.moves) == ("Ledger", "en", 2, 1)
    assert preview.titles[0] == "Globex opens an office"
    feed_id = await sources.add(preview.url, "T1", "U1")
    assert await sources.add(preview.url, "T1", "U2") == feed_id
    assert [feed.id for feed in started] == [feed_id]
    tally = await poll_feed(room.poller, started[0])
    assert (tally.entries, tally.moves) == (2, 1)
    assert [move.shared for move in await room.moves()] == [False]
    async with room.db.reading() as session:
        assert [(feed.id, source.added_by) for feed, source in await feeds.sources(session, "T1") if source] == [(feed_id, "U1")]
        assert await feeds.sources(session, "T2") == []


@pytest.mark.parametrize(("path", "says"), [("nowhere", "404"), ("empty", "No feed was found")])
async def test_an_address_without_feeds_is_answered_with_the_reason(room: Newsroom, path: str, says: str) -> None:
    """One that does not answer, and one that has none."""
    room.press.pages["empty"] = "<p>Nothing here</p>"
    with pytest.raises(ValueError, match=says):
        await sources_of(room, []).discover(f"{room.press.base}/{path}")


async def test_a_news_search_is_made_from_the_template(room: Newsroom) -> None:
    """And needs one."""
    with pytest.raises(ValueError, match="MOVES_NEWS_SEARCH_TEMPLATE"):
        await sources_of(room, []).add_search("OpenAI", "T1", "U1")
    feed_id = await sources_of(room, [], "https://news.example/rss?q={name}").add_search("Mistral AI", "T1", "U1")
    async with room.db.reading() as session:
        feed = await feeds.by_id(session, feed_id)
    assert feed
    assert feed.url == "https://news.example/rss?q=%22Mistral+AI%22"


async def test_a_list_of_feeds_goes_in_and_comes_out(room: Newsroom) -> None:
    """The import tells added, duplicate and unreachable; groups and what we know of a feed survive the round."""
    known, fresh, dead = room.press.outlet("Known"), room.press.outlet("Fresh"), room.press.outlet("Dead")
    dead.status = 404
    await room.subscribe(known)
    outlines = "".join(
        f'<outline type="rss" text="{outlet.title}" xmlUrl="{room.press.url(outlet)}" topic="ai" require="Item 5"/>'
        for outlet in (known, fresh, dead)
    )
    body = f'<opml version="2.0"><body><outline text="Labs"><outline text="Europe">{outlines}</outline></outline></body></opml>'
    result = await import_opml(room.poller, body.encode(), "list.opml")
    assert (result.added, result.duplicate) == ((room.press.url(fresh),), (room.press.url(known),))
    assert [url for url, reason in result.unreachable if "404" in reason] == [room.press.url(dead)]
    written = await export_opml(room.db)
    assert b"Europe" in written
    async with room.db.transaction() as session:
        for feed in await feeds.all_feeds(session):
            await feeds.remove(session, feed.id or 0)
    assert set((await import_opml(room.poller, written, "again")).added) == {room.press.url(known), room.press.url(fresh)}
    feed = await room.feed(fresh)
    assert (feed.folder, feed.topic, feed.require) == ("Labs / Europe", "ai", "Item 5")
    with pytest.raises(ParseError):
        await import_opml(room.poller, b"<html>", "page.html")


async def test_the_default_sources_are_added_once(room: Newsroom) -> None:
    """And a list added again adds nothing."""
    listed = [source for source in default_sources() if source.default]
    assert await add_listed(room.db, listed, room.now) == len(listed) > 20
    assert await add_listed(room.db, listed, room.now) == 0


async def test_the_article_says_what_title_and_teaser_leave_open(room: Newsroom) -> None:
    """People and direction are read from its text; where it cannot be fetched the first reading stands."""
    ledger = room.press.outlet("Ledger")
    ledger.publish("Nothing of note", room.now)
    await room.subscribe(ledger)
    await room.poll()
    room.press.pages["article"] = ARTICLE
    ledger.publish("OpenAI hires Anthropic's head of research", room.now, link=f"{room.press.base}/article")
    ledger.publish("OpenAI hires a former Google executive", room.now, link=f"{room.press.base}/missing")
    await room.poll()
    entries = {entry.title: entry for entry in await room.entries()}
    assert "Jane Roe" in entries["OpenAI hires Anthropic's head of research"].content
    assert entries["OpenAI hires a former Google executive"].article_tried_at
    people = [move.people for move in await room.moves() if move.people]
    assert people == [("Jane Roe",)]


async def test_a_headline_and_an_address_are_explained(room: Newsroom) -> None:
    """As plain data, with the stages; an article that cannot be read is said so."""
    told = await explain(room.poller, "Jane Roe joins OpenAI as chief scientist")
    assert (told["is_move"], told["moves"][0]["to_org"]) == (True, "OpenAI")
    assert told["trace"]
    room.press.pages["article"] = ARTICLE
    told = await explain(room.poller, f"{room.press.base}/article")
    assert told["is_move"]
    with pytest.raises(ValueError, match="cannot be read"):
        await explain(room.poller, f"{room.press.base}/missing")


async def test_pruning_keeps_the_memory_of_what_was_seen(room: Newsroom) -> None:
    """Old entries and moves go, the newest 20 looks stay, and a feed that still shows an old entry tells nothing new."""
    ledger = room.press.outlet("Ledger")
    ledger.publish("Jane Roe joins OpenAI", room.now)
    feed = await room.subscribe(ledger)
    for _ in range(25):
        await room.poll()
    room.now += timedelta(days=800)
    async with room.db.transaction() as session:
        done = await prune(session, room.now, entries=timedelta(days=183), moves=timedelta(days=730))
    assert (done.entries, done.moves, done.fetches, done.more) == (1, 1, 5, False)
    assert (await room.rows(EntryRow), await room.rows(MoveRow)) == ([], [])
    assert len(await room.rows(FetchRow)) == 20
    ledger.publish("Globex opens an office", room.now)
    assert (await room.poll()).entries == 1
    async with room.db.reading() as session:
        assert await session.get(SeenRow, (feed.id, (await room.entries())[0].key))
