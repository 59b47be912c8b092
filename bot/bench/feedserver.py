"""Feeds by the thousand on loopback, each with its own entries; a process of its own, so that its cost is not the poller's.

    python -m bot.bench.feedserver --feeds 1000 --entries 30

prints its address. Feed `n` is ``/feed/n``; ``POST /publish?share=0.05&seed=1`` puts one more entry on top of a share of them.
"""

import argparse
import asyncio
import random
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs

_BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
_WORDS = tuple(
    re.findall(
        r"\w+",
        "market report quarter growth supply energy climate council budget factory harbour software update review "
        "design museum concert weather storm bridge railway station tunnel election vote minister court ruling appeal "
        "school pupils teachers hospital patients study vaccine research laboratory telescope planet ocean whales "
        "forest fire rescue volunteers village city mayor festival kitchen recipe garden season match league goal coach "
        "injury final ticket price inflation bank rate currency export import customs port ship container strike union "
        "wage pension housing rent tenant builder architect ",
    )
)
_PEOPLE = ("Ada Quill", "Bruno Vantour", "Cleo Marsh", "Dario Fenn", "Edda Lorne", "Farid Osei", "Greta Holm", "Hugo Tarn")
_COMPANIES = ("Orbweave", "Fernlight", "Quarrydata", "Tallowbank", "Nimbusworks", "Saltmarsh Labs")
_POSTS = ("chief financial officer", "head of research", "chief executive", "general counsel")


class Feeds:
    """All feeds: what they tell follows from their number and from how often something was published in them."""

    def __init__(self, feeds: int, entries: int) -> None:
        self._feeds = feeds
        self._entries = entries
        self._published: Counter[int] = Counter()

    def publish(self, share: float, seed: int) -> int:
        """One more entry in a share of the feeds; how many that are."""
        chosen = random.Random(seed).sample(range(self._feeds), round(share * self._feeds))  # noqa: S311 - no secret
        self._published.update(chosen)
        return len(chosen)

    def tag(self, number: int) -> str:
        """The ETag of a feed as it is now."""
        return f'"{number}-{self._published[number]}"'

    def document(self, number: int) -> bytes:
        """A feed as it is now: plain RSS, RSS with the article in it, or Atom."""
        newest = self._entries + self._published[number]
        stories = [_Story(number, at) for at in range(newest, newest - self._entries, -1)]
        kind = number % 3
        if kind == 2:  # noqa: PLR2004 - the third kind
            return _atom(number, stories)
        return _rss(number, stories, full=kind == 1)


class _Story:
    """One entry."""

    def __init__(self, number: int, at: int) -> None:
        rng = random.Random(number * 100_003 + at)  # noqa: S311 - no secret: each feed is the same in every run
        self.link = f"https://outlet{number}.example/{at}/{rng.choice(_WORDS)}"
        self.at = _BEGIN + timedelta(hours=at, minutes=number % 60)
        self.title = _sentence(rng, 9)
        if rng.random() < 0.02:  # noqa: PLR2004 - a stream of all news has about so many
            self.title = f"{rng.choice(_PEOPLE)} joins {rng.choice(_COMPANIES)} as {rng.choice(_POSTS)}"
        self.summary = " ".join(f"{_sentence(rng, 14)}." for _ in range(3))
        self.text = "".join(f"&lt;p&gt;{_sentence(rng, 40)}.&lt;/p&gt;" for _ in range(4))


def _sentence(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(_WORDS, k=words)).capitalize()


def _rss(number: int, stories: list[_Story], *, full: bool) -> bytes:
    items = "".join(
        f"<item><title>{each.title}</title><link>{each.link}</link><guid isPermaLink='false'>{each.link}#id</guid>"
        f"<pubDate>{format_datetime(each.at)}</pubDate><description>{each.summary}</description>"
        + (f"<dc:creator>Desk</dc:creator><content:encoded>{each.text}</content:encoded>" if full else "")
        + "</item>"
        for each in stories
    )
    spaces = " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'{spaces}><channel><title>Outlet {number}</title>"
        f"<link>https://outlet{number}.example/</link><description>News</description><language>en</language>"
        f"{items}</channel></rss>"
    ).encode()


def _atom(number: int, stories: list[_Story]) -> bytes:
    entries = "".join(
        f"<entry><id>{each.link}#id</id><title>{each.title}</title><link href='{each.link}'/>"
        f"<updated>{each.at.isoformat()}</updated><summary type='html'>{each.summary}</summary></entry>"
        for each in stories
    )
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Outlet {number}</title>"
        f"<id>https://outlet{number}.example/</id><updated>{_BEGIN.isoformat()}</updated>{entries}</feed>"
    ).encode()


async def serve(feeds: Feeds) -> None:
    """Serve for ever; the first line printed is the address."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                writer.write(_answer(feeds, (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")))
                await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=1024)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


def _answer(feeds: Feeds, request: str) -> bytes:
    first, _, rest = request.partition("\r\n")
    path = first.split(" ")[1]
    if path.startswith("/publish"):
        asked = parse_qs(path.partition("?")[2])
        return _said("200 OK", str(feeds.publish(float(asked["share"][0]), int(asked["seed"][0]))).encode())
    number = int(path.rpartition("/")[2])
    tag = feeds.tag(number)
    told = f"ETag: {tag}\r\nContent-Type: application/xml\r\n"
    if f"if-none-match: {tag}\r\n" in rest.lower():
        return _said("304 Not Modified", b"", told)
    return _said("200 OK", feeds.document(number), told)


def _said(status: str, body: bytes, headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode("latin-1") + body


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--entries", type=int, default=30)
    options = parser.parse_args()
    asyncio.run(serve(Feeds(options.feeds, options.entries)))
