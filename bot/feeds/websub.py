"""WebSub: ask a hub to push a feed, answer its check, know its content by signature, renew in time."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import FetchError
from bot.feeds.fetch import Fetcher

LEASE = timedelta(days=10)
_SHORTEST, _LONGEST = timedelta(minutes=10), timedelta(days=60)
_RENEW_AFTER = 0.8
_METHODS = {"sha1", "sha256", "sha384", "sha512"}  # those of the recommendation
_LONGEST_CHALLENGE = 2_000
_SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What to answer to a hub's check, and how long the subscription holds.

    Attributes:
        challenge: the body to answer with.
        lease: how long the hub will push, within bounds.
    """

    challenge: str
    lease: timedelta


@dataclass(frozen=True, slots=True)
class Subscription:
    """What we ask a hub for.

    Attributes:
        hub: address the feed names as its hub.
        topic: address the feed names as its own.
        callback: our public address for this one feed; hard to guess.
        secret: key for signatures; only sent to a hub that speaks https.
        lease: how long we want to be served.
        mode: ``subscribe`` or ``unsubscribe``.
    """

    hub: str
    topic: str
    callback: str
    secret: str
    lease: timedelta = LEASE
    mode: str = "subscribe"


def subscription_form(wanted: Subscription) -> dict[str, str]:
    """The form a hub expects."""
    form = {"hub.mode": wanted.mode, "hub.topic": wanted.topic, "hub.callback": wanted.callback}
    if wanted.mode == "subscribe":
        form["hub.lease_seconds"] = str(int(wanted.lease.total_seconds()))
        if wanted.hub.lower().startswith("https://"):
            form["hub.secret"] = wanted.secret
    return form


async def subscribe(fetcher: Fetcher, wanted: Subscription) -> None:
    """Ask a hub to push a feed (or to stop); it will check with the callback before it does.

    Args:
        fetcher: sends the form, within its guard and limits.
        wanted: what to ask for.

    Raises:
        FetchError: nobody answered, or the hub refused.
    """
    status = await fetcher.post(wanted.hub, subscription_form(wanted))
    if status not in _SUCCESS:
        raise FetchError(wanted.hub, f"The hub refuses the subscription ({status}).", status)


def confirm(query: Mapping[str, str], topic: str, mode: str = "subscribe") -> Confirmation | None:
    """Check a hub's question whether we want what it was asked for.

    Args:
        query: parameters of the hub's GET.
        topic: what we asked for at this callback.
        mode: what we asked for.

    Returns:
        What to answer, or None for a question about something we never asked for (answer 404).
    """
    challenge = query.get("hub.challenge", "")
    if query.get("hub.mode") != mode or query.get("hub.topic") != topic:
        return None
    if not 0 < len(challenge) <= _LONGEST_CHALLENGE:
        return None
    return Confirmation(challenge, _lease(query.get("hub.lease_seconds", "")))


def is_signed(body: bytes, header: str, secret: str) -> bool:
    """Whether pushed content carries the signature made with our secret (``X-Hub-Signature: method=hex``)."""
    method, _, given = header.strip().partition("=")
    if method.lower() not in _METHODS or not secret:
        return False
    expected = hmac.new(secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode("utf-8", "replace"))


def renew_at(confirmed_at: datetime, lease: timedelta) -> datetime:
    """When to subscribe again: well before the lease ends."""
    return confirmed_at + lease * _RENEW_AFTER


def _lease(seconds: str) -> timedelta:
    if not (seconds.isascii() and seconds.isdigit()):
        return LEASE
    return min(max(timedelta(seconds=int(seconds[:9])), _SHORTEST), _LONGEST)
