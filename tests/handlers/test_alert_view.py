"""The alert: full sentences, attributed claims, and Slack's limits at any length."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import mrkdwn
from handlers.mrkdwn import Message
from handlers.texts import Texts
from handlers.views.alert import alert_message, simple_message
from handlers.views.bundle import bundle_message
from handlers.views.sentence import heading, sentence
from handlers.views.thread import thread_line
from storage.lifecycle import Change, changes, shown_of
from storage.models import KINDS, STATUSES, Move, Report, Watch

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
TRIO = ("Barret Zoph", "Luke Metz", "Sam Schoenholz")


def a_move(**other: Any) -> Move:
    base = {
        "id": 4,
        "people": TRIO,
        "from_org": "Thinking Machines Lab",
        "to_org": "OpenAI",
        "from_key": "thinking-machines",
        "to_key": "openai",
        "kind": "return",
        "status": "confirmed",
        "evidence": "Trois fondateurs reviennent chez OpenAI.",
        "lang": "fr",
        "confidence": 0.93,
        "said_at": NOON,
        "seen_at": NOON + timedelta(minutes=6),
        "changed_at": NOON,
    }
    return Move(**base | other)


def a_report(**other: Any) -> Report:
    base = {
        "move_id": 4,
        "story_key": "s",
        "outlet": "Le Courrier",
        "url": "https://courrier.example/a",
        "lang": "fr",
        "published_at": NOON,
        "seen_at": NOON,
    }
    return Report(**base | other)


def a_watch(**other: Any) -> Watch:
    base = {
        "id": 12,
        "team_id": "T1",
        "number": 12,
        "channel_id": "C1",
        "owner_id": "U1",
        "expression": "openai type:return",
        "created_at": NOON,
        "changed_at": NOON,
    }
    return Watch(**base | other)


def everything(message: Message) -> str:
    return message["text"] + "\n" + repr(message["blocks"])


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "Barret Zoph, Luke Metz and Sam Schoenholz return to OpenAI from Thinking Machines Lab (Le Courrier)."),
        (
            "fr",
            "Barret Zoph, Luke Metz et Sam Schoenholz reviennent chez OpenAI en provenance de Thinking Machines Lab (Le Courrier).",
        ),
    ],
)
def test_top_level_text_is_a_full_sentence(lang: str, expected: str) -> None:
    assert alert_message(a_move(), [a_report()], [a_watch()], Texts(lang))["text"] == expected


@pytest.mark.parametrize(
    ("other", "english", "french"),
    [
        (
            {"kind": "join", "people": ("Ada Roe",), "role": "CTO", "from_org": "IBM"},
            "Ada Roe joins OpenAI from IBM (CTO)",
            "Ada Roe rejoint OpenAI en provenance d’IBM (CTO)",
        ),
        (
            {"kind": "leave", "people": ("Ada Roe",), "status": "reported"},
            "Reported: Ada Roe leaves Thinking Machines Lab",
            "Selon la presse : Ada Roe quitte Thinking Machines Lab",
        ),
        (
            {"kind": "board", "people": ("Ada Roe",), "from_org": None},
            "Ada Roe joins the board of OpenAI",
            "Ada Roe entre au conseil d’administration d’OpenAI",
        ),
        (
            {"kind": "board", "people": ("Ada Roe",), "to_org": None},
            "Ada Roe leaves the board of Thinking Machines Lab",
            "Ada Roe quitte le conseil d’administration de Thinking Machines Lab",
        ),
        (
            {"kind": "promote", "people": ("Ada Roe",), "from_org": None, "role": "CEO"},
            "Ada Roe becomes CEO at OpenAI",
            "Ada Roe devient CEO chez OpenAI",
        ),
        (
            {"kind": "found", "people": ("Ada Roe", "Bo Lee"), "to_org": None, "status": "denied"},
            "Denied: Ada Roe and Bo Lee found a company after leaving Thinking Machines Lab",
            "Démenti : Ada Roe et Bo Lee fondent une entreprise après avoir quitté Thinking Machines Lab",
        ),
        (
            {"kind": "leave", "people": (), "group_words": "three co-founders", "lang": "en"},
            "Three co-founders (not named) leave Thinking Machines Lab",
            "« three co-founders » (sans nom) quittent Thinking Machines Lab",
        ),
        (
            {"kind": "leave", "people": (), "group_words": "head of sales", "lang": "en"},
            "Head of sales (not named) leaves Thinking Machines Lab",
            "« head of sales » (sans nom) quitte Thinking Machines Lab",
        ),
    ],
)
def test_sentences_are_inflected(other: dict[str, Any], english: str, french: str) -> None:
    move = a_move(**other)
    assert [sentence(move, Texts(lang), mrkdwn.escape) for lang in ("en", "fr")] == [english, french]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("kind", [*KINDS, "unheard-of"])
def test_every_kind_and_status_has_words(kind: str, status: str, lang: str) -> None:
    """Whatever is known or not known of a move, there is a sentence and a heading for it."""
    for to_org in ("OpenAI", None):
        for from_org in ("Meta", None):
            for role in ("CTO", None):
                move = a_move(kind=kind, status=status, to_org=to_org, from_org=from_org, role=role)
                assert "Barret Zoph" in sentence(move, Texts(lang), mrkdwn.escape)
                assert heading(move, Texts(lang))


def test_a_changed_status_is_said_in_words_in_the_heading() -> None:
    since = ({"changes": {"status": ["reported", "confirmed"]}},)
    assert heading(a_move(history=since), Texts("en")).startswith("CONFIRMED: Return · 3 people")
    assert heading(a_move(status="denied", history=since), Texts("fr")).startswith("DÉMENTI : Retour · 3 personnes")
    assert heading(a_move(), Texts("en")) == "Return · 3 people · Thinking Machines Lab → OpenAI"


def test_allegations_are_attributed_or_left_out() -> None:
    known = a_move(claims=({"text": "He was dismissed.", "source": "Core Memory"},))
    unknown = a_move(claims=({"text": "He was dismissed.", "source": None},))
    assert "According to Core Memory: “He was dismissed.”" in everything(alert_message(known, [a_report()], [], Texts("en")))
    assert "dismissed" not in everything(alert_message(unknown, [a_report()], [], Texts("en")))
    assert "dismissed" not in alert_message(known, [a_report()], [], Texts("en"))["text"]


def test_the_alert_says_why_this_channel_got_it_and_when_it_was_seen() -> None:
    shown = everything(alert_message(a_move(announced_by="Fidji Simo, on X"), [a_report()], [a_watch()], Texts("en")))
    for part in (
        "Watch 12 `openai type:return`",
        "First seen 6 minutes after publication",
        "*Announced by*\\nFidji Simo, on X",
        "“Trois fondateurs reviennent chez OpenAI.” (French)",
        "<https://courrier.example/a|Le Courrier> (French)",
    ):
        assert part in shown
    named = everything(alert_message(a_move(), [a_report()], [a_watch()], Texts("en"), names={"U1": "anna"}))
    assert "by anna" in named
    assert "<@U1>" not in named + shown, "a mention would notify the owner of every alert"


def test_the_quoted_sentence_is_one_that_bears_the_status() -> None:
    """Once it is confirmed, the rumour is no longer what is quoted."""
    told = [
        a_report(status="reported", evidence="Barret Zoph devrait revenir."),
        a_report(status="confirmed", evidence="Barret Zoph is back.", lang="en"),
    ]
    shown = everything(alert_message(a_move(evidence="Barret Zoph devrait revenir."), told, [], Texts("en")))
    assert "“Barret Zoph is back.” (English)" in shown
    assert "devrait" not in shown


def test_only_members_and_groups_can_be_pinged() -> None:
    watch = a_watch(ping=("U2", "<@U3|carol>", "<!subteam^S4>", "<!channel>", "here", "U2"))
    blocks = alert_message(a_move(), [a_report()], [watch], Texts("en"))["blocks"]
    assert [b["text"]["text"] for b in blocks if b["type"] == "section" and "For" in b.get("text", {}).get("text", "")] == [
        "For <@U2>, <@U3> and <!subteam^S4>"
    ]


hostile = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["<!channel> <https://evil.example|OpenAI>", "&" * 300, "x" * 300, "*_~`" * 60, "吴泳铭", "\u202eevil", " ", "Ada Roe"]
    ),
)
moves = st.builds(
    a_move,
    people=st.lists(hostile, max_size=60).map(tuple),
    group_words=st.none() | hostile,
    from_org=st.none() | hostile,
    to_org=st.none() | hostile,
    role=st.none() | hostile,
    kind=st.sampled_from(KINDS),
    status=st.sampled_from(STATUSES),
    evidence=hostile.map(lambda text: text * 20),
    lang=st.sampled_from(["", "en", "fr", "de", "zh", "ja", "xx-bad"]),
    announced_by=st.none() | hostile,
    claims=st.lists(st.fixed_dictionaries({"text": hostile, "source": st.none() | hostile}), max_size=2).map(tuple),
    confidence=st.floats(0, 1),
    reports=st.integers(1, 1000),
)
reports = st.lists(
    st.builds(
        a_report,
        outlet=hostile,
        url=hostile | st.just("https://a.example/" + "x" * 2900),
        lang=st.sampled_from(["", "en", "ja"]),
        published_at=st.none() | st.just(NOON),
    ),
    max_size=100,
)
watches = st.lists(st.builds(a_watch, expression=hostile, ping=st.lists(hostile, max_size=30).map(tuple)), max_size=6)


@settings(max_examples=30, deadline=None)
@given(moves, reports, watches, st.sampled_from(["en", "fr"]))
def test_no_alert_breaks_slacks_limits_or_pings_anybody(move: Move, told: list[Report], why: list[Watch], lang: str) -> None:
    for message in (
        alert_message(move, told, why, Texts(lang)),
        simple_message(move, told, why, Texts(lang)),
        bundle_message([move] * 60, Texts(lang)),
    ):
        assert 0 < len(message["text"]) <= mrkdwn.TEXT
        check_blocks(message["blocks"])
    assert len(alert_message(move, told, why, Texts(lang))["blocks"]) <= 9
    check_markup(thread_line(move, told[0] if told else a_report(), Change("people", people=move.people), Texts(lang)))


def check_blocks(blocks: list[dict[str, Any]]) -> None:
    assert len(blocks) <= mrkdwn.MESSAGE_BLOCKS
    total = 0
    for text in strings(blocks):
        total += len(text)
        check_markup(text)
    assert total <= 13_200
    for block in blocks:
        if block["type"] == "header":
            assert 1 <= len(block["text"]["text"]) <= mrkdwn.HEADER
        for option in block.get("accessory", {}).get("options", []):
            assert 1 <= len(option["text"]["text"]) <= mrkdwn.OPTION
            assert len(option["value"]) <= mrkdwn.OPTION
        assert len(block.get("accessory", {}).get("options", [])) <= 5


def strings(node: Any) -> list[str]:
    """All mrkdwn texts within blocks."""
    if isinstance(node, list):
        return [text for one in node for text in strings(one)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "mrkdwn":
        assert 1 <= len(node["text"]) <= mrkdwn.SECTION
        return [node["text"]]
    return [text for one in node.values() for text in strings(one)]


def check_markup(text: str) -> None:
    """Each control sequence is whole and one of ours: a member, a group, a date or a plain link."""
    for control in re.findall(r"<[^>]*>?", text):
        assert re.fullmatch(r"<(@[UW]\w+|!subteam\^S\w+|!date\^\d+\^[^<>]*|https?://[^<>|]+\|[^<>|]*)>", control), control


def test_life_of_an_alert() -> None:
    """Each later state is one change, told in one line; told again, it is none."""
    first = a_move(status="reported", people=TRIO[:2])
    extended = first.model_copy(update={"people": TRIO, "reports": 2})
    confirmed = extended.model_copy(update={"status": "confirmed", "reports": 3})
    steps = [(first.model_copy(update={"reports": 2}), "outlet"), (extended, "people"), (confirmed, "status")]
    before = shown_of(first)
    for move, what in steps:
        change = changes(before, move)
        assert change.what == what
        assert thread_line(move, a_report(), change, Texts("en"))
        assert changes(shown_of(move), move).is_quiet
    line = thread_line(extended, a_report(), changes(before, extended), Texts("en"))
    assert line == "Sam Schoenholz is in it too, according to <https://courrier.example/a|Le Courrier>."


@pytest.mark.parametrize(
    ("choice", "status", "goes"), [("off", "denied", False), ("confirmation", "denied", True), ("always", "denied", True)]
)
def test_broadcast_is_the_channels_choice(choice: str, status: str, goes: bool) -> None:
    change = changes(shown_of(a_move(status="reported")), a_move(status=status))
    assert change.broadcasts(choice) is goes
    assert changes(shown_of(a_move()), a_move(reports=2)).broadcasts(choice) is (choice == "always")
