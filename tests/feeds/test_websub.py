"""WebSub: the form, the check, the signature, the lease."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.errors import FetchError
from bot.feeds.fetch import Fetcher
from bot.feeds.websub import LEASE, Subscription, confirm, is_signed, renew_at, subscribe, subscription_form
from tests.feeds.farm import serve

TOPIC = "https://news.example/feed"
WANTED = Subscription("https://hub.example/", TOPIC, "https://us.example/push/1", "s3cret")
QUESTION = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "abc", "hub.lease_seconds": "86400"}


async def test_the_hub_gets_the_form_and_may_refuse(fetcher: Fetcher) -> None:
    asked: list[dict[str, str]] = []

    async def hub(request: web.Request) -> web.Response:
        asked.append({name: str(value) for name, value in (await request.post()).items()})
        return web.Response(status=202 if len(asked) == 1 else 400)

    app = web.Application()
    app.router.add_post("/", hub)
    async with serve(app) as base:
        wanted = Subscription(f"{base}/", TOPIC, WANTED.callback, WANTED.secret)
        await subscribe(fetcher, wanted)
        with pytest.raises(FetchError, match="refuses the subscription"):
            await subscribe(fetcher, wanted)
    assert asked[0] == subscription_form(wanted)


async def test_a_hub_on_a_private_network_is_not_asked(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="private"):
        await subscribe(fetcher, Subscription("http://10.0.0.1/", TOPIC, WANTED.callback, "s"))


def test_the_secret_goes_to_https_hubs_alone() -> None:
    assert subscription_form(WANTED)["hub.secret"] == "s3cret"
    plain = Subscription("http://hub.example/", TOPIC, WANTED.callback, "s3cret")
    leaving = Subscription(WANTED.hub, TOPIC, WANTED.callback, "s3cret", mode="unsubscribe")
    assert "hub.secret" not in subscription_form(plain)
    assert subscription_form(leaving) == {
        "hub.mode": "unsubscribe",
        "hub.topic": TOPIC,
        "hub.callback": WANTED.callback,
    }


def test_a_question_about_what_we_asked_for_is_answered() -> None:
    answer = confirm(QUESTION, TOPIC)
    assert answer is not None
    assert (answer.challenge, answer.lease) == ("abc", timedelta(days=1))


@pytest.mark.parametrize(
    "change", [{"hub.topic": "https://evil.example/"}, {"hub.mode": "unsubscribe"}, {"hub.challenge": ""}, {"hub.mode": "denied"}]
)
def test_a_question_about_anything_else_is_not(change: dict[str, str]) -> None:
    assert confirm(QUESTION | change, TOPIC) is None


@pytest.mark.parametrize(
    ("said", "lease"),
    [("1", timedelta(minutes=10)), ("99999999999", timedelta(days=60)), ("", LEASE), ("-5", LEASE), ("²", LEASE)],
)
def test_a_lease_is_kept_within_bounds(said: str, lease: timedelta) -> None:
    answer = confirm(QUESTION | {"hub.lease_seconds": said}, TOPIC)
    assert answer is not None
    assert answer.lease == lease


def test_a_lease_is_renewed_before_it_ends() -> None:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    assert start < renew_at(start, timedelta(days=10)) == start + timedelta(days=8)


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_content_signed_with_our_secret_is_ours(method: str) -> None:
    signature = hmac.new(b"s3cret", b"<rss/>", getattr(hashlib, method)).hexdigest()
    assert is_signed(b"<rss/>", f"{method}={signature.upper()}", "s3cret")
    assert not is_signed(b"<rss />", f"{method}={signature}", "s3cret")
    assert not is_signed(b"<rss/>", f"{method}={signature}", "other")


@pytest.mark.parametrize("header", ["", "sha256=", "md5=abc", "sha256=é", "=", "__init__=x"])
def test_a_signature_that_is_none_is_refused(header: str) -> None:
    assert not is_signed(b"<rss/>", header, "s3cret")


def test_an_empty_secret_signs_nothing() -> None:
    assert not is_signed(b"x", "sha1=" + hmac.new(b"", b"x", hashlib.sha1).hexdigest(), "")
