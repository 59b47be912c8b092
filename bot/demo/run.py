"""The demo: example feeds polled for real, alerts shown as in the channel, then a prompt for `/moves`."""

import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from bot import log
from bot.app import Parts, build
from bot.demo.newsstand import Newsstand
from bot.demo.terminal import boxed
from bot.demo.workspace import USER, Workspace
from bot.parts import now
from bot.pipeline import poll_feed
from bot.poller import Tally
from bot.settings import Settings, load_settings
from storage import feeds, polling

_WATCHED = ("openai", "apple", "mistral", "meta")
_SHOWN = "openai"
_PATIENCE = 30  # seconds
_NEWS = (
    (("atelier-ia",), "… a French outlet has news, another has nothing of interest. Second poll."),
    (
        ("bay-ledger", "appointments-daily"),
        "… and minutes later an English outlet tells the same move, spelling a name differently. Third poll.",
    ),
)
_LEAVE = {"q", "quit", "exit", ":q"}


def run_demo() -> int:
    """Show the main job; give back the exit status."""
    log.set_up("error", "text")
    return asyncio.run(_demo())


async def _demo() -> int:
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="moves-demo-"))
        stand = await stack.enter_async_context(Newsstand(now))
        workspace = await stack.enter_async_context(Workspace())
        parts = await build(_settings(Path(folder), workspace), stack)
        await _set_the_scene(parts, stand, workspace)
        for names, told in _NEWS:
            stand.publish(*names)
            _say(told)
            await _poll_and_deliver(parts, workspace)
        if not workspace.parents():
            _say("No alert appeared, and that is wrong: `moves doctor` may say why.")
            return 1
        await _ask(parts, workspace, _SHOWN)
        if sys.stdin.isatty():
            await _prompt(parts, workspace)
    return 0


def _settings(folder: Path, workspace: Workspace) -> Settings:
    return load_settings(
        env_file=None,
        SLACK_BOT_TOKEN="xoxb-demo",  # noqa: S106 - of the workspace above, which asks for none
        SLACK_API_URL=workspace.url,
        MOVES_DATABASE_URL=f"sqlite:///{folder / 'demo.db'}",
        MOVES_ALLOW_PRIVATE_FEEDS="127.0.0.0/8",
        MOVES_FETCH_ARTICLES=False,
    )


async def _set_the_scene(parts: Parts, stand: Newsstand, workspace: Workspace) -> None:
    _say("Moves, shown without a Slack account: three example feeds on this machine, one channel called #talent.\n")
    for company in _WATCHED:
        await _ask(parts, workspace, f"watch {company}", brief=True)
    async with parts.db.transaction() as session:
        for url in stand.urls:
            await feeds.add(session, feeds.NewFeed(url=url), now())
    tally = await _poll(parts)
    _say(f"\nFirst poll of {tally.feeds} feeds: {tally.entries} entries read, {tally.moves} moves among them. A first poll is a")
    _say("baseline: stored and searchable, never alerted.\n")


async def _poll(parts: Parts) -> Tally:
    """Look at every feed now; the schedule would wait some minutes between two looks."""
    async with parts.db.reading() as session:
        known = await feeds.all_feeds(session)
    total = Tally()
    for feed in known:
        total.add(await poll_feed(parts.poller, feed))
    return total


async def _poll_and_deliver(parts: Parts, workspace: Workspace) -> None:
    tally = await _poll(parts)
    _say(f"{tally.entries} new entries, {tally.moves} new moves, {tally.reports} further reports of a known move.\n")
    workspace.changed.clear()
    await _deliver(parts)
    for ts in workspace.changed:
        message = workspace.messages[ts]
        place = "in its thread" if message.get("thread_ts") else "#talent · Moves"
        _say(boxed(message, title=f"{place} (edited)" if message.get("edited") else place) + "\n")


async def _deliver(parts: Parts) -> None:
    """Deliver until nothing waits: a channel gets one message a second, so the last ones take a moment."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            await parts.courier.deliver_due()
            if await parts.db.work(polling.next_delivery) is None:
                return
            await asyncio.sleep(0.1)


async def _ask(parts: Parts, workspace: Workspace, text: str, *, brief: bool = False) -> None:
    _say(f"{USER.lower()}> /moves {text}")
    answer = await workspace.slash(parts.app, text)
    _say(f"      {answer.get('text', '')}" if brief else boxed(answer, title="only visible to you"))


async def _prompt(parts: Parts, workspace: Workspace) -> None:
    _say("\nYour turn: /moves openai, /moves watch anthropic, /moves help … (an empty line or quit ends the demo)")
    while True:
        try:
            line = (await asyncio.to_thread(input, "\n> ")).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if not line or line.lower() in _LEAVE:
            return
        await _ask(parts, workspace, line.removeprefix("/moves").strip())


def _say(text: str) -> None:
    print(text, flush=True)
