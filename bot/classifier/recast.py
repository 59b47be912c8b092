"""Read what case and word order say: give words and stretches another cut or label than they have alone."""

from collections.abc import Sequence

from bot.classifier.catalogue import load_catalogue
from bot.classifier.labels import Chunk
from bot.classifier.tokens import Token
from bot.classifier.words import Trigger, Words, load_names

_COPULA = Trigger("become", frozenset(("copula",)))
_NOMINAL = ("arrival", "exit", "change")


def uninflect(tokens: list[Token], mentions: Sequence[tuple[int, int, str, str]], words: Words) -> list[Token]:
    """Cut the genitive's s off names ("Teslas Finanzchef", "Robin Alexanders Abgang"), and the ex off posts ("exdirectivo").

    Args:
        tokens: the words of a sentence.
        mentions: known organisations in it as (start, end, key, name).
        words: the language; nothing changes where its nouns have no capitals.
    """
    if "ex_prefix" in words.switches:
        return [part for token in tokens for part in _former(token, words)]
    if "noun_capitals" not in words.switches:
        return tokens
    tokens = [part for whole in tokens for part in _firm_post(whole, words)]
    ends = {end for _, end, _, _ in mentions}
    done: list[Token] = []
    for at, token in enumerate(tokens):
        cut = token.end - 1 in ends or (
            at > 0 and tokens[at - 1].low in load_names().first and _owner(token, tokens[at + 1 :], words)
        )
        if token.low.endswith("s") and cut:
            done.append(Token(token.text[:-1], token.low[:-1], token.start, token.end - 1))
            done.append(Token("s", "'s", token.end - 1, token.end))
        else:
            done.append(token)
    return done


def _firm_post(token: Token, words: Words) -> list[Token]:
    """Cut a post off the firm that it is written together with: "Bundesbankchef", "Bahnchefin"."""
    ending = next((e for e in words.role_suffixes if token.low.endswith(e)), None)
    if ending is None or len(token.low) - len(ending) < len("vw"):
        return [token]
    cut = len(token.text) - len(ending)
    firm = token.low[:cut]
    known = token.low in words.common or token.low in words.roles
    if firm not in words.firm_prefixes and (known or firm in words.common or load_catalogue().resolve(token.text[:cut]) is None):
        return [token]
    middle = token.start + cut
    return [Token(token.text[:cut], firm, token.start, middle), Token(token.text[cut:].capitalize(), ending, middle, token.end)]


def _former(token: Token, words: Words) -> list[Token]:
    """Cut the prefix off a post that somebody held: "exdirectivo"."""
    if not token.low.startswith("ex") or token.low[2:] not in words.roles or token.low in words.roles:
        return [token]
    cut = token.start + 2
    return [Token(token.text[:2], "ex", token.start, cut), Token(token.text[2:], token.low[2:], cut, token.end)]


def _owner(token: Token, following: Sequence[Token], words: Words) -> bool:
    """Whether a family name owns the noun behind it."""
    names = load_names()
    if not following or not (token.low[:-1] in names.last or token.low[:-1] in names.first):
        return False
    noun = following[0].low in words.triggers or following[0].low in words.roles
    if token.low in names.last and not noun:
        return False
    return following[0].text[0].isupper() and following[0].low not in words.labels


def recast(chunks: list[Chunk], words: Words) -> list[Chunk]:
    """Give chunks the label that their neighbours ask for.

    Args:
        chunks: the labelled stretches of a sentence.
        words: the language, with its articles of the genitive and its copulas.
    """
    if not words.genitive and not words.copula:
        return chunks
    done = list(chunks)
    for at, chunk in enumerate(chunks):
        low = chunk.text.lower()
        if chunk.label == "d" and low in words.genitive and at and _governs(done[at - 1]):
            done[at] = chunk._replace(label="f")
        elif chunk.label == "d" and low in words.relatives and _opens_relative(done, at):
            done[at] = chunk._replace(label="r")
        elif chunk.label in "ph" and _dates(done, at):
            done[at] = chunk._replace(label="v")
        elif low in words.copula and chunk.label in "xy" and _links(done, at):
            done[at] = chunk._replace(label="t", triggers=(_COPULA,))
    return done


def _governs(chunk: Chunk) -> bool:
    """Whether a noun can have a genitive behind it."""
    return chunk.label in "RBWC" or any(t.frame in _NOMINAL for t in chunk.triggers)


def _dates(chunks: list[Chunk], at: int) -> bool:
    """Whether a preposition only leads to a day or a month: "ab September"."""
    following = chunks[at + 1] if at + 1 < len(chunks) else None
    return following is not None and following.label in "vq" and (following.text[0].isupper() or following.text[0].isdigit())


def _opens_relative(chunks: list[Chunk], at: int) -> bool:
    """Whether "die" behind a comma is a pronoun: "Doe, die Acme verlässt", not "Doe, die Chefin von Acme"."""
    if at < 2 or at + 1 >= len(chunks) or chunks[at - 1].label != "c" or chunks[at - 2].label not in "PRO":  # noqa: PLR2004 - a post and its comma must stand before it
        return False
    return chunks[at + 1].label in "OhgfipTvxynqdob"


def _links(chunks: list[Chunk], at: int) -> bool:
    """Whether "wird" stands between somebody and a post, with no other verb to follow: "Neue Chefin wird Jane Roe"."""
    rest = "".join(c.label for c in chunks[at + 1 :])
    clause = rest.split("u")[0].split("j")[0]
    if any(c.label == "t" and c.triggers[0].frame not in _NOMINAL for c in chunks[at + 1 : at + 1 + len(clause)]):
        return False
    before = "".join(c.label for c in chunks[max(0, at - 12) : at]).rsplit("u", 1)[-1]
    return ("R" in before and "P" in clause) or (
        not {"P", "R"}.isdisjoint(before) and clause.lstrip("vdmqeoOsWC").startswith("R")
    )
