"""The grammar of `/moves`: its verbs as data, and the parser that reads them."""

from handlers.grammar.parse import parse
from handlers.grammar.request import FOREVER, Phrase, Request
from handlers.grammar.verbs import TOPICS, VERBS, Verb

__all__ = ["FOREVER", "TOPICS", "VERBS", "Phrase", "Request", "Verb", "parse"]
