"""The limits that Slack enforces on blocks and views (Block Kit reference, 2026); the first problem found, or None."""

from typing import Any

KNOWN = {
    "section", "context", "header", "divider", "actions", "input", "image", "rich_text", "table", "markdown", "context_actions",
    "alert", "data_table", "data_visualization", "video", "file", "card", "carousel", "container",
}  # fmt: skip


def block_problem(blocks: list[dict[str, Any]], limit: int) -> str | None:
    """What Slack would refuse in a list of blocks."""
    if len(blocks) > limit:
        return f"no more than {limit} items allowed [json-pointer:/blocks]"
    for number, block in enumerate(blocks):
        if problem := _one(block):
            return f"{problem} [json-pointer:/blocks/{number}]"
    return None


def _one(block: dict[str, Any]) -> str | None:
    kind = block.get("type")
    if kind not in KNOWN:
        return f"unsupported type: {kind}"
    if kind == "header":
        return _text(block.get("text"), 150)
    if kind == "section":
        return _section(block)
    elements = block.get("elements", [])
    most = {"context": 10, "actions": 25, "context_actions": 5}.get(str(kind))
    if most and not 1 <= len(elements) <= most:
        return f"{kind} takes 1 to {most} elements"
    return next((problem for element in elements if (problem := _element(element))), None)


def _section(block: dict[str, Any]) -> str | None:
    if not block.get("text") and not block.get("fields"):
        return "section needs text or fields"
    if len(block.get("fields", [])) > 10:
        return "no more than 10 fields"
    texts = [(block["text"], 3000)] if block.get("text") else []
    texts += [(field, 2000) for field in block.get("fields", [])]
    problem = next((p for text, limit in texts if (p := _text(text, limit))), None)
    return problem or (_element(block["accessory"]) if block.get("accessory") else None)


def _text(text: Any, limit: int) -> str | None:
    if not isinstance(text, dict) or not text.get("text"):
        return "text must not be empty"
    return f"must be less than {limit + 1} characters" if len(text["text"]) > limit else None


def _element(element: dict[str, Any]) -> str | None:
    kind = element.get("type")
    if kind == "button":
        return _text(element.get("text"), 75) or ("value too long" if len(element.get("value", "")) > 2000 else None)
    if kind == "overflow" and not 1 <= len(element.get("options", [])) <= 5:
        return "overflow takes 1 to 5 options"
    return next((p for option in element.get("options", []) if (p := _text(option.get("text"), 75) or _value(option))), None)


def _value(option: dict[str, Any]) -> str | None:
    return "option value too long" if len(option.get("value", "")) > 150 else None


def view_problem(view: dict[str, Any]) -> str | None:
    """What Slack would refuse in a modal."""
    if view.get("type") == "modal" and (problem := _text(view.get("title"), 24)):
        return f"title {problem}"
    if len(view.get("private_metadata", "")) > 3000:
        return "private_metadata too long"
    return block_problem(view.get("blocks", []), 100)
