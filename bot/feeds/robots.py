"""What robots.txt allows, remembered per site for some hours."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import FetchError
from bot.feeds.fetch import Fetcher
from bot.feeds.page import Page

if TYPE_CHECKING:
    from protego import Protego

_KEEP = 6 * 3_600.0
_KEEP_FAILURE = 3_600.0
_MOST_SITES = 2_000
_LARGEST = 500_000  # what crawlers agree to read of it
_CLIENT_ERROR = range(400, 500)
_TOO_MANY = 429
_ALLOW_ALL = ""
_DENY_ALL = "User-agent: *\nDisallow: /"


class Robots:
    """Asks each site once and answers from memory."""

    def __init__(self, fetcher: Fetcher, agent: str, clock: Callable[[], float]) -> None:
        """Start with nothing known.

        Args:
            fetcher: fetches robots.txt within its guard and limits.
            agent: the name we go by in robots.txt.
            clock: seconds, monotonic.
        """
        self._fetcher = fetcher
        self._agent = agent
        self._clock = clock
        self._known: dict[str, tuple[float, Protego]] = {}

    async def allows(self, url: str) -> bool:
        """Whether a page may be fetched; a site whose robots.txt is broken or out of reach is left alone for an hour."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        until, rules = self._known.get(site, (0.0, None))
        if rules is None or until < self._clock():
            rules = await self._ask(site)
        return bool(rules.can_fetch(url, self._agent))

    async def _ask(self, site: str) -> "Protego":
        keep = _KEEP
        try:
            page = await self._fetcher.get(f"{site}/robots.txt", accept="text/plain, */*;q=0.5")
            text = page.body[:_LARGEST].decode("utf-8", "replace") if isinstance(page, Page) else _ALLOW_ALL
        except FetchError as error:
            absent = error.status in _CLIENT_ERROR and error.status != _TOO_MANY
            text, keep = (_ALLOW_ALL, _KEEP) if absent else (_DENY_ALL, _KEEP_FAILURE)
        from protego import Protego  # noqa: PLC0415 - loaded with the first article

        rules = Protego.parse(text)
        if len(self._known) >= _MOST_SITES:
            self._known.pop(next(iter(self._known)))
        self._known[site] = (self._clock() + keep, rules)
        return rules
