"""The first glance: does a story have any word of moving at all? Most have none and need not be read."""

import re

from bot.classifier.reading import Story
from bot.classifier.words import LEAF, Node, Words

_WORD = re.compile(r"(?:[ldnsjcm]|qu)'|'s|[^\W_]+(?:[&.\-][^\W_]+)*")
_TITLE = 400
_LEAD = 900


def tells_of_moving(story: Story, words: Words) -> bool:
    """Whether title or lead hold a trigger, or the words of a new post, of a language.

    Args:
        story: as it came, not cleaned.
        words: the language.
    """
    lead = (story.summary or story.content)[:_LEAD]
    low = f"{story.title[:_TITLE]} . {lead}".lower().replace("’", "'")
    tokens = _WORD.findall(low)
    triggers, labels, roles = words.triggers, words.labels, words.roles
    new = linked = post = False
    for at, token in enumerate(tokens):
        node = triggers.get(token)
        if isinstance(node, dict) and _walk(node, tokens, at + 1):
            return True
        named = token in roles or token.endswith(words.role_suffixes)
        post, linked = post or named, linked or token in words.copula
        if (new and named) or (post and linked):
            return True
        new = new or labels.get(token) == "m"
    return False


def _walk(node: Node, tokens: list[str], at: int) -> bool:
    """Whether some path of a trie ends within the tokens."""
    while True:
        if LEAF in node:
            return True
        child = node.get(tokens[at]) if at < len(tokens) else None
        if not isinstance(child, dict):
            return False
        node, at = child, at + 1
