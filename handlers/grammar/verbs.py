"""Every verb of `/moves`, defined once: parsing, validation and help all read this table."""

from dataclasses import dataclass
from typing import Literal

Take = Literal["query", "number", "target", "words", "choice", "list", "duration", "verb", "link"]
"""What a slot takes: a query; a watch's number; a number, `all` or a query; all words that are left; one of a few words; a list's
`@name`; a length of time at the end; a verb; a link or a number."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A positional argument; its name is also the key of its placeholder in the help (``slot-NAME``)."""

    name: str
    take: Take
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: its arguments in order, the filters and options it knows, and in which part of the help it stands."""

    name: str
    topic: str
    slots: tuple[Slot, ...] = ()
    keys: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


KINDS_OF_ENTITY = ("company", "person", "sector", "text")
"""Keys that say what the name after them is: ``company:watch`` is the company Watch."""

PERIOD = ("since", "until")
FILTERS = ("type", "role", "level", "status", "conf", "lang", "source")
NEGATABLE = ("type", "role", "level", "status", "lang", "source")
SHOWING = ("sort", "n", "page", "as", "share")

_QUERY = Slot("query", "query", required=True)
_TARGET = Slot("target", "target", required=True)
_NUMBER = Slot("number", "number", required=True)

VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("summary", "ask"),
        Verb(
            "show",
            "ask",
            (_QUERY,),
            (*FILTERS, *PERIOD, *SHOWING),
            (
                "openai 30d",
                "thinking machines -> openai",
                "mistral out since:2026-01-01",
                '@portfolio type:join,return role:"head of research"',
            ),
        ),
        Verb("person", "ask", (Slot("name", "query", required=True),), (*FILTERS, *PERIOD, *SHOWING), ("person sam altman",)),
        Verb("trend", "ask", (_QUERY,), (*FILTERS, *PERIOD, "by", "as", "share"), ("trend openai, anthropic since:90d",)),
        Verb(
            "flow",
            "ask",
            (Slot("query", "query"),),
            (*FILTERS, *PERIOD, "by", "as", "share"),
            ("flow since:30d", "flow openai by:corridor"),
        ),
        Verb("boomerangs", "ask", (Slot("query", "query"),), (*FILTERS, *PERIOD, "as", "share"), ("boomerangs openai",)),
        Verb("share", "ask", (_NUMBER,), (), ("share 214",)),
        Verb(
            "watch",
            "watch",
            (Slot("query", "query"),),
            (*FILTERS, "to", "every", "ping"),
            ("watch openai", "watch cto at fintech", "watch meta -> openai", "watch anthropic type:leave conf:high to:me"),
        ),
        Verb("unwatch", "watch", (_TARGET,), (), ("unwatch 12", "unwatch openai")),
        Verb("watches", "watch", (Slot("scope", "choice", choices=("all",)),), ("page",), ("watches", "watches all")),
        Verb("edit", "watch", (_NUMBER,), (), ("edit 12",)),
        Verb("pause", "watch", (_TARGET,), (), ("pause 12",)),
        Verb("resume", "watch", (_TARGET,), (), ("resume 12",)),
        Verb(
            "mute", "watch", (_TARGET, Slot("duration", "duration")), ("source",), ("mute openai 1w", "mute source:x.com forever")
        ),
        Verb("unmute", "watch", (_TARGET,), ("source",), ("unmute openai",)),
        Verb(
            "list",
            "watch",
            (Slot("list", "list"), Slot("action", "choice", choices=("add", "rm", "show")), Slot("query", "query")),
            (),
            ("list @portfolio add openai, mistral", "list @portfolio"),
        ),
        Verb("digest", "watch", (Slot("action", "choice", choices=("preview", "now")),), (), ("digest preview",)),
        Verb("why", "trust", (Slot("link", "link", required=True),), (), ("why 214",)),
        Verb("test", "trust", (Slot("headline", "words", required=True),), (), ('test "Jane Roe joins OpenAI"',)),
        Verb("feedback", "trust", (_NUMBER, Slot("words", "words", required=True)), (), ("feedback 214 she never joined",)),
        Verb("corrections", "trust", (Slot("action", "choice", choices=("export",)),), (), ("corrections export",)),
        Verb("forget", "trust", (Slot("name", "words", required=True),), (), ("forget Jane Roe",)),
        Verb("feeds", "sources", (), ("page",), ("feeds",)),
        Verb("sources", "sources", (), (*PERIOD, "as", "share"), ("sources since:90d",)),
        Verb(
            "source",
            "sources",
            (
                Slot("action", "choice", choices=("add", "list")),
                Slot("address", "words"),
            ),
            (),
            ("source add https://example.com",),
        ),
        Verb("health", "sources", (), (), ("health",)),
        Verb("log", "admin", (), ("page",), ("log",)),
        Verb("settings", "admin", (Slot("setting", "words"),), (), ("settings", "settings edit owners")),
        Verb("help", "help", (Slot("verb", "verb"),), (), ("help watch",)),
    )
}

TOPICS = ("ask", "watch", "trust", "sources", "admin", "help")
