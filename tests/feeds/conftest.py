from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from bot.feeds.fetch import Fetcher
from bot.feeds.guard import Guard
from bot.feeds.limits import Limits
from tests.feeds.farm import serve

FAST = Limits(connect=0.5, read=0.3, total=1.0, body=1_000_000, drip_after=0.2, drip_rate=1_000, spacing=0)


@pytest.fixture
def loopback() -> Guard:
    return Guard([ip_network("127.0.0.0/8")])


@pytest.fixture
async def farm() -> AsyncIterator[str]:
    async with serve() as base:
        yield base


@pytest.fixture
async def fetcher(loopback: Guard) -> AsyncIterator[Fetcher]:
    async with Fetcher(loopback, limits=FAST, user_agent="tests (contact@example.com)") as made:
        yield made
