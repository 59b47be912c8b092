"""The grammar of /moves: what is understood, what is refused, and that nothing is ever met with silence."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.errors import UserError
from handlers.grammar import FOREVER, VERBS, Phrase, parse
from handlers.grammar.expression import expression
from handlers.texts import LANGS, Texts
from handlers.views.commands import usage
from handlers.views.help import all_verbs, one_verb
from handlers.views.problem import sentence
from storage.criteria import Clause, Filters, Query
from storage.keys import fold

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))

words = st.sampled_from(
    [
        "watch",
        "suivre",
        "openai",
        "a",
        "->",
        "→",
        "in",
        "out",
        "all",
        "30d",
        "3",
        "jours",
        "#12",
        "@list",
        "at",
        "cto",
        ",",
        '"',
        "«",
        "»",
        "type:join",
        "type:",
        "-type:leave,",
        "conf:0,8",
        "conf:high",
        "to:me",
        ":",
        "-",
        "since:2026-01..2026-02",
        "since:9999y",
        'role:"x',
        "to:<#C1|x>",
        "ping:<@U1|b>",
        "<@U1>",
        "company:watch",
        "text:",
        "list",
        "mute",
        "forever",
        "source:x.com",
        "n:99",
        "page:0",
        "depuis",
        ":",
        "3",
    ]
)
texts = (
    st.text(max_size=60)
    | st.lists(words, max_size=8).map(" ".join)
    | st.lists(words | st.text(max_size=5), max_size=6).map("".join)
)


@given(texts, st.sampled_from(LANGS))
@example("since:99999999999999999999d", "en")
@example("watch \ue000 0\ue001 <@U1>", "en")
@example("openai since:0000-00-00", "fr")
def test_no_text_raises_or_stays_silent(text: str, lang: str) -> None:
    """Every text is a request, or a mistake whose message can be written in the reader's language."""
    try:
        understood = parse(text, lang, NOW)
    except UserError as error:
        said = sentence(error, Texts(lang))
    else:
        said = understood.verb
    assert said


def parsed(text: str, lang: str = "en"):
    return parse(text, lang, NOW)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("openai", Phrase("openai")),
        ("thinking machines", Phrase("thinking machines")),
        ("  OpenAI  ", Phrase("OpenAI")),
        ("“watch”", Phrase("watch", exact=True)),
        ("« watch »", Phrase("watch", exact=True)),
        ("company:watch", Phrase("watch", "company", exact=True)),
        ("société:watch", Phrase("watch", "company", exact=True)),
        ("AT&amp;T", Phrase("AT&T")),
        ("L’Oréal", Phrase("L’Oréal")),
        ("ｏｐｅｎａｉ", Phrase("openai")),
        ("open\u00a0ai", Phrase("open ai")),
        ("@portfolio", Phrase("portfolio", "list")),
        ("meta -&gt; openai", Phrase(ends=(Phrase("meta"), Phrase("openai")))),
        ("meta→open ai", Phrase(ends=(Phrase("meta"), Phrase("open ai")))),
        ("meta —> openai", Phrase(ends=(Phrase("meta"), Phrase("openai")))),
        ("-> openai", Phrase(ends=(Phrase(kind="all"), Phrase("openai")))),
        ("type:found", Phrase(kind="all")),
        ("women in tech", Phrase("women in tech")),
    ],
)
def test_queries(text: str, phrase: Phrase) -> None:
    """Names come in every spelling that keyboards and Slack make of them."""
    assert parsed(text).phrase == phrase


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("", "summary"),
        ("openai", "show"),
        ("suivre openai", "watch"),
        ("aide", "help"),
        ("关注 openai", "watch"),
        ("HELP", "help"),
    ],
)
def test_verbs_in_any_language(text: str, verb: str) -> None:
    """An alias of any language works for everybody."""
    assert {parse(text, lang, NOW).verb for lang in LANGS} == {verb}


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("openai in", Filters("in")),
        ("openai type:join,leave", Filters(clauses=(Clause("type", ("join", "leave")),))),
        ("openai type：join，leave", Filters(clauses=(Clause("type", ("join", "leave")),))),
        ("openai type : join, leave", Filters(clauses=(Clause("type", ("join", "leave")),))),
        ("openai -source:x.com", Filters(clauses=(Clause("source", ("x.com",), negated=True),))),
        ("openai role:“head of research”,cto", Filters(clauses=(Clause("role", ("head of research", "cto")),))),
        ("openai conf:high", Filters(conf=0.85)),
        ("openai conf:80%", Filters(conf=0.8)),
        ("openai depuis : 7 j", Filters(since=NOW.astimezone(UTC) - timedelta(days=7))),
        ("openai in 30 days", Filters("in", since=NOW.astimezone(UTC) - timedelta(days=30))),
        ("openai since:2026-02", Filters(since=datetime(2026, 1, 31, 23, tzinfo=UTC))),  # midnight in Paris
        (
            "openai since:2026-01-01..2026-02-28",
            Filters(since=datetime(2025, 12, 31, 23, tzinfo=UTC), until=datetime(2026, 2, 28, 23, tzinfo=UTC)),
        ),
    ],
)
def test_filters(text: str, filters: Filters) -> None:
    """A comma is or; signs may be full-width; dates are the reader's own days."""
    assert parsed(text).filters == filters


@pytest.mark.parametrize(
    ("text", "key", "named"),
    [
        ("openai typ:return", "error-unknown-key", {"token": "typ:return", "nearest": "type"}),
        ("openai type:retrun", "error-value", {"value": "retrun", "nearest": "return"}),
        ("watch openai since:3d", "error-key-not-here", {"key": "since"}),
        ("openai -since:3d", "error-no-not", {"key": "since"}),
        ("openai type:join type:leave", "error-never-both", {"key": "type"}),
        ("help wach", "error-no-verb", {"token": "wach", "nearest": "watch"}),
        ("watches foo", "error-unknown-word", {"token": "foo"}),
        ("edit foo", "error-number", {"value": "foo"}),
        ("a -> b -> c", "error-arrow", {}),
        ("unwatch", "error-missing", {"slot": "target"}),
        ("watch openai to:#general", "error-channel", {"value": "#general"}),
        ("watch openai ping:@bob", "error-ping", {"value": "@bob"}),
        ("openai since:2026-13", "error-period", {"value": "since:2026-13"}),
        ("openai since:2027-01-01", "error-period-order", {}),
        ("openai conf:2", "error-conf", {"value": "2"}),
        ("openai n:0", "error-number-range", {"value": "0"}),
        ("list portfolio", "error-list-name", {"value": "portfolio"}),
        ("x" * 2001, "error-too-long", {"limit": 2000}),
        ("watch openai every:noon", "error-every", {"value": "noon"}),
        ("flow share:yes", "error-unknown-key", {"token": "share:yes"}),
    ],
)
def test_mistakes_name_what_was_not_understood(text: str, key: str, named: dict[str, object]) -> None:
    """Never ignored: the token is named, with the nearest that would be understood."""
    with pytest.raises(UserError) as caught:
        parsed(text)
    assert caught.value.key == key
    assert named.items() <= caught.value.values.items()


def test_options_and_arguments() -> None:
    """Channels and people come as Slack's mentions; lengths of time stand at the end."""
    watch = parsed("watch openai to:<#C12|general> ping:<@U1|bob>,<!subteam^S1|@hr>")
    assert (watch.options, watch.ping) == ({"to": "C12"}, ("<@U1>", "<!subteam^S1>"))
    assert parsed("mute openai 1w").lasting == timedelta(weeks=1)
    assert parsed("mute source:x.com forever").lasting == FOREVER
    assert parsed("mute source:x.com forever").phrase == Phrase("x.com", "source", exact=True)
    assert parsed("why https://x.example/a?b:c").args == {"link": "https://x.example/a?b:c"}
    assert parsed("list @p add openai, mistral").args == {"list": "p", "action": "add"}
    assert parsed("unwatch all").phrase == Phrase("all", "all")


names = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Z"], exclude_characters="&"), max_size=20).filter(
    fold
)


@given(names)
def test_canonical_text_means_the_same_again(name: str) -> None:
    """What is stored and put on buttons is parsed to what it came from."""
    filters = Filters("in", (Clause("type", ("join", "found")), Clause("role", ("head of research",), negated=True)), 0.85)
    text = expression(Query("company", "k", name), filters)
    again = parse(f"watch {text}", "en", NOW)
    assert again.filters == filters
    assert again.phrase
    assert again.phrase.kind in {"", "company"}
    assert fold(again.phrase.text) == fold(name)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("verb", VERBS)
def test_help_and_examples_are_whole(lang: str, verb: str) -> None:
    """Each verb has help in each language, and its examples are understood by the parser."""
    reader = Texts(lang)
    assert usage(verb, reader).startswith("/moves")
    assert one_verb(verb, reader)["text"]
    for text in VERBS[verb].examples:
        assert parse(text, lang, NOW).verb == verb
    assert reader(f"help-{verb}") in all_verbs([verb], reader)["text"] or verb == "help"
