"""Help, made from the same table that commands are parsed with."""

from collections.abc import Collection

from handlers import mrkdwn
from handlers.grammar import TOPICS, VERBS, vocabulary
from handlers.mrkdwn import Block, Message
from handlers.texts import Texts
from handlers.views.commands import usage


def all_verbs(built: Collection[str], texts: Texts) -> Message:
    """Every command that is answered, by topic, each in one line."""
    blocks = [mrkdwn.header(texts("help-title")), mrkdwn.section(texts("help-intro"))]
    for topic in TOPICS:
        lines = [_line(name, texts) for name, verb in VERBS.items() if verb.topic == topic and name in built]
        if lines:
            blocks.append(mrkdwn.section("\n".join([f"*{texts(f'help-topic-{topic}')}*", *lines])))
    blocks.append(_filters("show", texts))
    blocks.append(mrkdwn.context(texts("help-rules")))
    said = [f"{usage(name, texts)}: {texts(f'help-{name}')}" for name in VERBS if name in built]
    return Message(text=mrkdwn.truncate(f"{texts('help-title')}. " + ". ".join(said) + ".", mrkdwn.TEXT), blocks=blocks)


def one_verb(name: str, texts: Texts) -> Message:
    """One command: its form, what it does, its filters, examples."""
    blocks = [mrkdwn.section(_line(name, texts))]
    if keys(name):
        blocks.append(_filters(name, texts))
    if examples := VERBS[name].examples:
        shown = [f"• `/moves {_localised(name, example, texts)}`" for example in examples]
        blocks.append(mrkdwn.section("\n".join([f"*{texts('help-examples')}*", *shown])))
    return Message(text=f"{usage(name, texts)}: {texts(f'help-{name}')}.", blocks=blocks)


def keys(name: str) -> tuple[str, ...]:
    """The filters and options of a verb that work."""
    verb = VERBS[name]
    sides = ("direction",) if "type" in verb.keys else ()
    return (*sides, *verb.keys)


def _line(name: str, texts: Texts) -> str:
    return f"`{usage(name, texts)}` {texts(f'help-{name}')}"


def _filters(name: str, texts: Texts) -> Block:
    lines = [f"• {texts(f'filter-{key}', values=_values(key, texts))}" for key in keys(name)]
    return mrkdwn.section("\n".join([f"*{texts('help-filters')}*", *lines]))


def _values(key: str, texts: Texts) -> str:
    known = dict.fromkeys(vocabulary.table(texts.lang, "values", key).values())
    return ", ".join(f"`{vocabulary.primary(texts.lang, 'values', value, key)}`" for value in known)


def _localised(name: str, example: str, texts: Texts) -> str:
    """An example with the reader's own word for the verb."""
    first, blank, rest = example.partition(" ")
    return f"{vocabulary.primary(texts.lang, 'verbs', name)}{blank}{rest}" if first == name else example
