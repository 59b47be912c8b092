"""People who are named only to say who somebody else is: "小林氏の長男・祐也氏", "レーン氏の後任として", "太田氏急逝で"."""

from collections.abc import Sequence

from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.cjk.tokens import Text, Token


def without_kin(text: Text, tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Take out those who are no movers themselves.

    Args:
        text: the statement.
        tokens: its tokens, people found.
        lexicon: words of its language.

    Returns:
        The tokens without the person and the words of the tie where the name of another person follows; where none does, the
        stretch ("星野氏の長男") describes the mover and becomes a post.
    """
    out: list[Token] = []
    skip = 0
    for index, token in enumerate(tokens):
        if token.start < skip:
            if token.end > skip:
                out.append(Token(token.tag, skip, token.end, token.key))
            continue
        end, described = _tie(text, token, tokens[index + 1 :], lexicon)
        skip = max(skip, end)
        if described:
            out.append(Token("role", token.start, end))
        elif not end:
            out.append(token)
    return out


def _tie(text: Text, token: Token, after: Sequence[Token], lexicon: Lexicon) -> tuple[int, bool]:
    """Give the end of the words of the tie (0 for none), and whether they describe the mover."""
    if token.tag != "person":
        return 0, False
    start = after[0].end if after and after[0].tag == "role" and after[0].start == token.end else token.end
    tie = lexicon.patterns["kin"].match(text.raw, start)
    if tie is None:
        return 0, False
    rest = [other for other in after if other.start >= tie.end()]
    if _names_another(text, tie.group(), rest):
        return tie.end(), False
    described = lexicon.patterns["kin_end"].match(text.raw, start)
    return (described.end(), True) if described else (0, False)


def _names_another(text: Text, tie: str, rest: Sequence[Token]) -> bool:
    if "急" in tie or "去" in tie:
        return True
    return any(other.tag == "person" and not text.raw[rest[0].start : other.start].strip("、・ 　") for other in rest[:2])
