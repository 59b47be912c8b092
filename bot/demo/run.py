"""The demo: example feeds polled for real, alerts shown as in the channel, then a prompt for `/moves`."""

import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from bot import log
from bot.app import Parts, build, now
from bot.demo.newsstand import Newsstand
from bot.demo.terminal import boxed
from bot.demo.workspace import USER, Workspace, slash
from bot.pipeline import poll_feed
from bot.settings import load_settings
from storage import feeds

_WATCHED = ("openai", "apple", "mistral", "meta")
_SHOWN = "openai"
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
        await _set_the_scene(parts, stand)
        stand.publish()
        _say("… and now the feeds bring fresh news. Second poll.\n")
        if not await _poll_and_deliver(parts, workspace):
            _say("No alert appeared: something is wrong. Please report it with the output of `moves doctor`.")
            return 1
        await _ask(parts, _SHOWN)
        if sys.stdin.isatty():
            await _prompt(parts)
    return 0


def _settings(folder: Path, workspace: Workspace):  # noqa: ANN202 - the type is said by the call
    return load_settings(
        _env_file=None,
        SLACK_BOT_TOKEN="xoxb-demo",  # noqa: S106 - of the workspace above, which asks for none
        SLACK_API_URL=workspace.url,
        MOVES_DATABASE_URL=f"sqlite:///{folder / 'demo.db'}",
        MOVES_ALLOW_PRIVATE_FEEDS="127.0.0.0/8",
        MOVES_FETCH_ARTICLES=False,
    )


async def _set_the_scene(parts: Parts, stand: Newsstand) -> None:
    _say("Moves, shown without a Slack account: three example feeds on this machine, one channel called #talent.\n")
    for company in _WATCHED:
        await _ask(parts, f"watch {company}", brief=True)
    async with parts.db.transaction() as session:
        for url in stand.urls:
            await feeds.add(session, feeds.NewFeed(url=url), now())
    tally = await _poll(parts)
    _say(f"\nFirst poll of {tally.feeds} feeds: {tally.entries} entries read, {tally.moves} moves among them. A first poll is a")
    _say("baseline: stored and searchable, never alerted.\n")


async def _poll(parts: Parts):  # noqa: ANN202 - a Tally
    async with parts.db.reading() as session:
        known = await feeds.listing(session)
    total = None
    for feed in known:
        tally = await poll_feed(parts.poller, feed)
        total = tally if total is None else total
        if total is not tally:
            total.add(tally)
    return total


async def _poll_and_deliver(parts: Parts, workspace: Workspace) -> int:
    tally = await _poll(parts)
    _say(f"{tally.entries} new entries, {tally.moves} new moves, {tally.reports} further reports of a known move.\n")
    while await parts.courier.deliver_due():
        await asyncio.sleep(0.2)
    for message in workspace.parents():
        _say(boxed(message, title="#talent · Moves"))
        for reply in workspace.replies(message["ts"]):
            _say(boxed(reply, title="in its thread"))
        _say("")
    return len(workspace.parents())


async def _ask(parts: Parts, text: str, *, brief: bool = False) -> None:
    _say(f"{USER.lower()}> /moves {text}")
    answer = await slash(parts.app, text)
    _say(f"      {answer.get('text', '')}" if brief else boxed(answer, title="only visible to you"))


async def _prompt(parts: Parts) -> None:
    _say("\nYour turn: /moves openai, /moves watch anthropic, /moves help … (an empty line or quit ends the demo)")
    while True:
        try:
            line = (await asyncio.to_thread(input, "\n> ")).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if not line or line.lower() in _LEAVE:
            return
        await _ask(parts, line.removeprefix("/moves").strip())


def _say(text: str) -> None:
    print(text, flush=True)
