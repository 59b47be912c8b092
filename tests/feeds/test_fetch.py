"""Fetching over real loopback HTTP: what comes home, and what each fault is called."""

import asyncio
import tracemalloc
from datetime import timedelta

import pytest

from bot.errors import FetchError
from bot.feeds.fetch import Fetcher
from bot.feeds.guard import Guard
from bot.feeds.limits import Limits
from bot.feeds.page import NotModified, Page
from tests.feeds.farm import ETAG, MODIFIED, RSS


async def page(fetcher: Fetcher, url: str) -> Page:
    answer = await fetcher.get(url)
    assert isinstance(answer, Page)
    return answer


async def test_a_page_carries_all_that_the_poll_needs(farm: str, fetcher: Fetcher) -> None:
    got = await page(fetcher, f"{farm}/good")
    assert (got.status, got.body, got.bytes) == (200, RSS, len(RSS))
    assert (got.etag, got.last_modified, got.max_age) == (ETAG, MODIFIED, timedelta(minutes=10))
    assert got.links == {"hub": "https://hub.example/", "self": f"{farm}/feed"}
    assert got.permanent_url is None
    assert got.ms > 0


async def test_validators_that_hold_bring_no_body(farm: str, fetcher: Fetcher) -> None:
    got = await fetcher.get(f"{farm}/good", etag=ETAG)
    assert isinstance(got, NotModified)
    assert (got.status, got.etag, got.max_age) == (304, ETAG, timedelta(minutes=10))


async def test_we_say_who_we_are_and_send_both_validators(farm: str, fetcher: Fetcher) -> None:
    answer = await fetcher.get(f"{farm}/echo", etag='"x"', last_modified=MODIFIED)
    assert isinstance(answer, Page)
    sent = answer.body.decode()
    assert "User-Agent: tests (contact@example.com)" in sent
    assert 'If-None-Match: "x"' in sent
    assert f"If-Modified-Since: {MODIFIED}" in sent


@pytest.mark.parametrize("kind", ["gzip", "deflate", "raw", "twice"])
async def test_compressed_bodies_are_unpacked(farm: str, fetcher: Fetcher, kind: str) -> None:
    assert (await page(fetcher, f"{farm}/zip/{kind}")).body == RSS


@pytest.mark.parametrize(("status", "moved"), [(301, True), (308, True), (302, False), (303, False), (307, False)])
async def test_only_permanent_redirects_move_a_feed(farm: str, fetcher: Fetcher, status: int, moved: bool) -> None:
    got = await page(fetcher, f"{farm}/move/{status}?to=/good")
    assert got.url == f"{farm}/good"
    assert got.permanent_url == (f"{farm}/good" if moved else None)


async def test_one_temporary_step_makes_a_chain_temporary(farm: str, fetcher: Fetcher) -> None:
    got = await page(fetcher, f"{farm}/move/301?to=/move/302?to=/good")
    assert (got.url, got.permanent_url) == (f"{farm}/good", None)


FAULTS = [
    ("/status/404", "There is nothing at this address (404 Not Found)."),
    ("/status/410", "The feed is gone for good (410 Gone)."),
    ("/status/503", "The server has an error (503 Service Unavailable)."),
    ("/status/599", "The server answers with an unknown status (599)."),
    ("/loop", "The server redirects more than 5 times."),
    ("/bomb", "The document is larger than 1 MB."),
    ("/huge", "The document is larger than 1 MB."),
    ("/drip", "The server sends too slowly"),
    ("/stall", "The server went silent."),
    ("/stall?late=1", "The server went silent."),
    ("/truncated", "The document breaks off before its end."),
    ("/reset", "The server cut the connection."),
    ("/zip/fake", "The body is said to be gzip and is not."),
    ("/zip/cut", "The compressed body breaks off before its end."),
    ("/zip/br", "The server sends a compression that was not asked for (br)."),
    ("/long_header", "The server's answer is not valid HTTP."),
    ("/move/302?to=http://10.0.0.1/", "It redirects to http://10.0.0.1/. This is a private or reserved address"),
    ("/move/302?to=file:///etc/passwd", "It redirects to file:///etc/passwd. Only http and https"),
    ("/move/301?to=http://a:b@example.com/", "It redirects to http://a:b@example.com/. Addresses with a login"),
]


@pytest.mark.parametrize(("path", "reason"), FAULTS)
async def test_a_fault_has_a_readable_reason(farm: str, fetcher: Fetcher, path: str, reason: str) -> None:
    with pytest.raises(FetchError) as caught:
        await fetcher.get(farm + path)
    assert caught.value.reason.startswith(reason)
    assert caught.value.url == farm + path


async def test_a_closed_port_and_an_unknown_host_are_told_apart(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="Nobody answers at this address"):
        await fetcher.get("http://127.0.0.1:9/")
    with pytest.raises(FetchError, match="host name does not exist"):
        await fetcher.get("http://nowhere.invalid/")


async def test_gone_is_permanent_and_busy_is_not(farm: str, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError) as gone:
        await fetcher.get(f"{farm}/status/410")
    with pytest.raises(FetchError) as busy:
        await fetcher.get(f"{farm}/status/429?retry=1")
    assert (gone.value.permanent, busy.value.permanent) == (True, False)
    assert (busy.value.status, busy.value.retry_after) == (429, timedelta(minutes=2))


@pytest.mark.parametrize("path", ["/bomb", "/huge"])
async def test_a_bomb_costs_little_memory(farm: str, fetcher: Fetcher, path: str) -> None:
    tracemalloc.start()
    with pytest.raises(FetchError):
        await fetcher.get(farm + path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12_000_000


async def test_a_name_that_leads_inside_is_refused_when_it_is_resolved(farm: str) -> None:
    port = farm.rpartition(":")[2]
    async with Fetcher(Guard()) as strict:
        with pytest.raises(FetchError, match="localhost leads to a private or reserved address"):
            await strict.get(f"http://localhost:{port}/good")


async def test_starts_at_one_host_are_spaced(farm: str, loopback: Guard) -> None:
    async with Fetcher(loopback, limits=Limits(spacing=0.05, own_too=True)) as polite:
        started = asyncio.get_running_loop().time()
        await asyncio.gather(*(polite.get(f"{farm}/good") for _ in range(5)))
        assert asyncio.get_running_loop().time() - started >= 0.2
