"""App Home: how the feeds are, what happened this week, what is watched, what needs attention, what one prefers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers import mrkdwn
from handlers.mrkdwn import Block
from handlers.texts import LANGS, Texts
from handlers.views.feeds import counts
from handlers.views.figures import signed
from handlers.views.moves import hit_block
from handlers.views.watches import PAGE, watch_block
from storage.attention import Attention
from storage.directory import Pack
from storage.feed_health import Health
from storage.flows import Net
from storage.models import Watch
from storage.search import Hit
from storage.watches import Hits

IMPORT, SEARCH, PACK, LOG = "home_import", "home_search", "home_pack", "home_log"
LANG, QUIET, WHO, TEAM_LANG = "home_lang", "home_quiet", "home_who", "home_team_lang"
QUIETS = ("", "20-8", "22-7", "0-6")
AUTOMATIC = "auto"

_NETS = 8
_PACKS = 12
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Home:
    """What App Home shows.

    Attributes:
        health: of the feeds.
        newest: moves of what is watched, or of everything where nothing is.
        watches: one page of the watches of this person's channels; `total` of them in all.
        hits: of these watches, by id.
        notice: what the last click led to, in plain mrkdwn, or empty.
        nets: gains and losses this week, of watched companies where there are any.
        people: how many people these figures count.
        attention: what needs somebody's attention.
        packs: ready packs, shown where nothing is watched.
        lang, quiet: what this person chose: a language or empty, quiet hours of their direct messages or empty.
        admin: the workspace's settings, where this person administers it.
    """

    health: Health
    newest: Sequence[Hit]
    watches: Sequence[Watch]
    total: int
    hits: Mapping[int, Hits]
    page: int = 1
    notice: str = ""
    nets: Sequence[Net] = ()
    people: int = 0
    attention: Attention = field(default_factory=Attention)
    packs: Sequence[Pack] = ()
    lang: str = ""
    quiet: str = ""
    admin: Mapping[str, Any] | None = None


def home_view(home: Home, texts: Texts) -> dict[str, Any]:
    """The view for `views.publish`."""
    status = texts("home-no-feeds") if not home.health.feeds else counts(home.health, texts)
    blocks: list[Block] = [mrkdwn.section(texts("under-title", title=f"*{texts('feeds-title')}*", said=status))]
    if home.notice:
        blocks.append(mrkdwn.section(home.notice))
    blocks.append(mrkdwn.actions(*_first_buttons(texts)))
    if not home.watches:
        blocks += _empty(home, texts)
    blocks += [mrkdwn.header(texts("home-week")), *_week(home, texts)]
    if home.watches:
        blocks += [mrkdwn.header(texts("home-watches")), *_watches(home, texts)]
    if home.attention.is_needed:
        blocks += [mrkdwn.header(texts("home-attention")), mrkdwn.section("\n".join(_attention(home.attention, texts)))]
    blocks += [mrkdwn.header(texts("home-preferences")), *_preferences(home, texts)]
    if home.admin is not None:
        blocks += [mrkdwn.header(texts("home-admin")), *_admin(home.admin, texts)]
    blocks.append(mrkdwn.context(texts("home-help"), texts("home-privacy")))
    return {"type": "home", "blocks": blocks}


def _first_buttons(texts: Texts) -> list[Block]:
    return [
        mrkdwn.button(texts("button-add-watch"), "watch_add", style="primary"),
        mrkdwn.button(texts("home-search"), SEARCH),
        mrkdwn.button(texts("home-import"), IMPORT),
    ]


def _empty(home: Home, texts: Texts) -> list[Block]:
    """What to begin with where nothing is watched yet."""
    packs = [
        mrkdwn.button(pack.titles.get(texts.lang) or pack.titles["en"], f"{PACK}.{place}", pack.key)
        for place, pack in enumerate(home.packs[:_PACKS])
    ]
    shown = [mrkdwn.section(texts("home-packs")), mrkdwn.actions(*packs)] if packs else []
    return [mrkdwn.header(texts("home-begin")), mrkdwn.section(texts("home-none")), *shown]


def _week(home: Home, texts: Texts) -> list[Block]:
    blocks = []
    if home.nets:
        shown = [f"{mrkdwn.escape(net.name, 60)} *{signed(net.net)}*" for net in home.nets[:_NETS]]
        blocks = [mrkdwn.section(" · ".join(shown)), mrkdwn.context(texts("home-week-rule", n=home.people))]
    return [*blocks, *(hit_block(hit, texts) for hit in home.newest)] or [mrkdwn.section(texts("home-quiet"))]


def _watches(home: Home, texts: Texts) -> list[Block]:
    blocks = [watch_block(watch, home.hits.get(watch.id or 0, Hits()), "", texts) for watch in home.watches]
    if home.total > PAGE:
        pages = -(-home.total // PAGE)
        blocks.append(mrkdwn.context(texts("page-of", page=home.page, pages=pages)))
        back = [mrkdwn.button(texts("button-previous"), "home_page.1", str(home.page - 1))] if home.page > 1 else []
        on = [mrkdwn.button(texts("button-next"), "home_page.2", str(home.page + 1))] if home.page < pages else []
        blocks.append(mrkdwn.actions(*back, *on))
    return blocks


def _attention(needed: Attention, texts: Texts) -> list[str]:
    lines = [texts("home-feed-fails", title=mrkdwn.escape(feed.title or feed.url, 80), n=feed.failures) for feed in needed.feeds]
    for key, watches in (("home-broken", needed.broken), ("home-paused", needed.paused)):
        if watches:
            shown = [f"{watch.number} `{mrkdwn.escape(watch.expression, 40)}`" for watch in watches[:_NAMED]]
            lines.append(texts(key, n=len(watches), watches=texts.joined(shown)))
    if needed.words:
        names = texts.joined([mrkdwn.escape(name, 40) for name in needed.words[:_NAMED]])
        lines.append(texts("home-words", n=len(needed.words), names=names))
    return lines


def _preferences(home: Home, texts: Texts) -> list[Block]:
    langs = [(AUTOMATIC, texts("home-lang-auto")), *((lang, texts("language-name", lang=lang)) for lang in LANGS)]
    quiets = [(quiet or "none", quiet_words(quiet, texts)) for quiet in QUIETS]
    if home.quiet not in QUIETS:
        quiets.append((home.quiet, quiet_words(home.quiet, texts)))
    return [
        mrkdwn.section(texts("home-lang"), accessory=_select(LANG, langs, home.lang or AUTOMATIC)),
        mrkdwn.section(texts("home-quiet-hours", tz=texts.tz), accessory=_select(QUIET, quiets, home.quiet or "none")),
        mrkdwn.context(texts("home-channels")),
    ]


def quiet_words(quiet: str, texts: Texts) -> str:
    """Quiet hours in words."""
    begin, _, end = quiet.partition("-")
    return texts("quiet-hours", quiet="yes" if quiet else "no", begin=begin, end=end)


def _admin(settings: Mapping[str, Any], texts: Texts) -> list[Block]:
    who = [(each, texts("home-who-value", who=each)) for each in ("members", "owners")]
    chosen = str(settings.get("edit", "members"))
    if chosen not in {"members", "owners"}:
        who.append((chosen, chosen))
    langs = [(lang, texts("language-name", lang=lang)) for lang in LANGS]
    return [
        mrkdwn.section(texts("home-who"), accessory=_select(WHO, who, chosen)),
        mrkdwn.section(texts("home-team-lang"), accessory=_select(TEAM_LANG, langs, str(settings.get("lang") or "en"))),
        mrkdwn.actions(mrkdwn.button(texts("home-log"), LOG)),
    ]


def _select(action_id: str, choices: Sequence[tuple[str, str]], chosen: str) -> Block:
    options = [{"text": mrkdwn.plain(shown, mrkdwn.OPTION), "value": value} for value, shown in choices]
    first = next((option for option in options if option["value"] == chosen), options[0])
    return {"type": "static_select", "action_id": action_id, "options": options, "initial_option": first}
