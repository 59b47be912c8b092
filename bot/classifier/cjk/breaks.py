"""Where one phrase ends and the next begins."""

from collections.abc import Sequence

from bot.classifier.cjk.tokens import Text, Token


def parts_goal(tokens: Sequence[Token], index: int) -> bool:
    """In "元上級副社長のインテル移籍" the の after the post parts who moves from where to."""
    tags = [token.tag for token in tokens[max(index - 1, 0) : index + 3]]
    return index > 0 and tags[:3] == ["role", "of", "org"] and tags[3:] in (["join"], ["return"])


def is_space(text: Text, token: Token) -> bool:
    """A space beside Latin letters parts words; between Chinese characters it parts statements."""
    if token.tag != "cut" or not text.of(token).isspace():
        return False
    return text.raw[token.start - 1 : token.start].isascii() or text.raw[token.end : token.end + 1].isascii()


def plain(text: Text, tokens: Sequence[Token]) -> list[Token]:
    """Leave out what stands in brackets behind a name: its other spelling."""
    kept: list[Token] = []
    inside = False
    for token in tokens:
        word = text.of(token)
        if token.tag == "cut" and word in "(（" and _last_is_person(kept):
            inside = True
        elif token.tag == "cut" and word in ")）" and inside:
            inside = False
        elif not inside:
            kept.append(token)
    return kept


def _last_is_person(kept: Sequence[Token]) -> bool:
    solid = [token for token in kept[-2:] if token.tag != "cut"]
    return bool(solid) and solid[-1].tag == "person"
