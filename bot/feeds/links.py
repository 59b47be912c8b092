"""Addresses as feeds write them."""

from urllib.parse import urljoin

from bot.feeds.text import strip_controls


def absolute(link: str | None, base: str) -> str | None:
    """An absolute http(s) address, or None where the link is missing or leads elsewhere."""
    cleaned = "".join(strip_controls(link or "").split("\n")).strip()
    try:
        joined = urljoin(base, cleaned) if cleaned else ""
    except ValueError:
        return None
    return joined if joined.lower().startswith(("http://", "https://")) else None
