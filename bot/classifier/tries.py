"""Look words up in a trie."""

from bot.classifier.tokens import Token
from bot.classifier.words import LEAF, Node


def longest(trie: Node, tokens: list[Token], at: int) -> tuple[object, int]:
    """The leaf of the longest path that begins at a token, and where it ends; (None, at) where there is none."""
    node, best, last = trie, None, at
    step = at
    while step < len(tokens):
        child = node.get(tokens[step].low)
        if not isinstance(child, dict):
            break
        node, step = child, step + 1
        if LEAF in node:
            best, last = node[LEAF], step
    return best, last
