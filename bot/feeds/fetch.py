"""Conditional GET within limits: a URL becomes a Page, NotModified or a FetchError with a readable reason."""

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urljoin

from yarl import URL

from bot.errors import FetchError
from bot.feeds import headers as http
from bot.feeds.body import read_body
from bot.feeds.failures import FOREIGN, explain, refuse_status
from bot.feeds.guard import Guard
from bot.feeds.hosts import HostLimiter
from bot.feeds.http import Client, Resolve, Response, resolve
from bot.feeds.limits import Limits
from bot.feeds.page import NotModified, Page

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
USER_AGENT = "moves-bot/0.1 (feed reader)"
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_SUCCESS = range(200, 300)
_NOT_MODIFIED = 304


class Fetcher:
    """One HTTP client for all feeds; use it as an async context manager."""

    def __init__(
        self, guard: Guard, *, limits: Limits | None = None, user_agent: str = USER_AGENT, resolve: Resolve = resolve
    ) -> None:
        """Prepare; nothing is connected yet.

        Args:
            guard: judges every address, also those of redirects.
            limits: bounds of each fetch.
            user_agent: how we present ourselves; some servers want a contact in it.
            resolve: who knows the addresses of names.
        """
        self._guard = guard
        self._limits = limits or Limits()
        self._user_agent = user_agent
        self._resolve = resolve
        self._client: Client | None = None

    async def __aenter__(self) -> Self:
        limits = self._limits
        self._clock = asyncio.get_running_loop().time
        self._hosts = HostLimiter(limits.per_host, limits.spacing, self._clock)
        self._client = Client(self._guard, limits, self._clock, self._resolve)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._open.close()

    async def get(
        self, url: str, etag: str | None = None, last_modified: str | None = None, accept: str = FEED_TYPES
    ) -> Page | NotModified:
        """Fetch a document unless it is unchanged, following redirects.

        Args:
            url: absolute http or https address.
            etag: validator of the last answer, or None.
            last_modified: validator of the last answer, or None.
            accept: the Accept header.

        Returns:
            The document, or NotModified where the validators still hold.

        Raises:
            FetchError: whatever went wrong, with a reason for the admin.
        """
        sent = {"User-Agent": self._user_agent, "Accept": accept, "Accept-Encoding": "gzip, deflate"}
        if etag:
            sent["If-None-Match"] = etag
        if last_modified:
            sent["If-Modified-Since"] = last_modified
        target, permanent, spent = url, True, 0.0
        for hop in range(self._limits.redirects + 1):
            parsed = self._check(url, target)
            async with self._turn(parsed):
                started = self._clock()
                answer = await self._request(url, parsed, sent, self._limits.total - spent)
                spent += self._clock() - started
            if not isinstance(answer, _Redirect):
                moved = str(parsed) if hop and permanent else None
                return replace(answer, url=str(parsed), permanent_url=moved, ms=spent * 1000)
            permanent = permanent and answer.status in _PERMANENT
            target = answer.target
        raise FetchError(url, f"The server redirects more than {self._limits.redirects} times.")

    async def post(self, url: str, form: Mapping[str, str]) -> int:
        """Send a form; redirects are not followed.

        Returns:
            The HTTP status, any.

        Raises:
            FetchError: the address is refused or nobody answered.
        """
        parsed = self._guard.check_url(url)
        sent = {"User-Agent": self._user_agent, "Content-Type": "application/x-www-form-urlencoded"}
        async with self._turn(parsed):
            try:
                async with (
                    asyncio.timeout(self._limits.total),
                    self._open.ask("POST", parsed, sent, urlencode(form).encode()) as response,
                ):
                    return response.status
            except FOREIGN as error:
                raise explain(url, error) from error

    def _turn(self, target: URL) -> AbstractAsyncContextManager[None]:
        """A turn with a host; the operator's own machines need no politeness."""
        host = target.raw_host or ""
        return nullcontext() if not self._limits.own_too and self._guard.is_own(host) else self._hosts.turn(host)

    @property
    def _open(self) -> Client:
        assert self._client is not None, "use the fetcher as a context manager"
        return self._client

    def _check(self, url: str, target: str) -> URL:
        try:
            return self._guard.check_url(target)
        except FetchError as error:
            if target == url:
                raise
            raise FetchError(url, f"It redirects to {target[:200]}. {error.reason}") from error

    async def _request(self, url: str, target: URL, sent: Mapping[str, str], budget: float) -> "Page | NotModified | _Redirect":
        try:
            async with (
                asyncio.timeout(budget),
                self._open.ask("GET", target, sent) as response,
            ):
                return await self._read(url, response)
        except FOREIGN as error:
            raise explain(url, error) from error

    async def _read(self, url: str, response: Response) -> "Page | NotModified | _Redirect":
        status, headers = response.status, response.headers
        if status in _REDIRECTS and (location := headers.get("Location")):
            return _Redirect(status, urljoin(str(response.url), location.strip()))
        etag, modified = headers.get("ETag"), headers.get("Last-Modified")
        fresh, stay_away = http.max_age(headers), http.retry_after(headers)
        if status == _NOT_MODIFIED:
            return NotModified(url=url, etag=etag, last_modified=modified, max_age=fresh, retry_after=stay_away)
        if status not in _SUCCESS:
            raise refuse_status(url, status, headers)
        encoding = headers.get("Content-Encoding", "").strip().lower()
        body, size = await read_body(response.chunks(), encoding, self._limits, self._clock)
        kind = headers.get("Content-Type", "")
        return Page(
            url=url,
            status=status,
            body=body,
            content_type=kind,
            charset=http.charset(kind),
            etag=etag,
            last_modified=modified,
            max_age=fresh,
            retry_after=stay_away,
            links=http.links(headers.getall("Link", ()), str(response.url)),
            bytes=size,
        )


@dataclass(frozen=True, slots=True)
class _Redirect:
    """One step of a chain: the status and the absolute address it leads to."""

    status: int
    target: str
