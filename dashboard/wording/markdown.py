"""A name from data where Markdown is drawn: text, whatever it holds."""

import re

JOINER = "\u2060"
"""Word joiner: takes no room and breaks no line."""
_ADDRESS = re.compile(r"https?:(?=//)|www(?=\.)|@", re.IGNORECASE)
"""After what an address is parted."""


def escaped(text: str) -> str:
    """A name from data as plain text where Markdown is drawn."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#+!|$:~&" else c for c in unlinked(text))


def unlinked(text: str) -> str:
    """Text of which Markdown makes no link: addresses of the web and of mail are parted by an invisible character.

    The browser looks for them after it has undone every escape, so no escape holds them.
    """
    return _ADDRESS.sub(rf"\g<0>{JOINER}", text)


def plain(text: str) -> str:
    """Markdown as the text that a reader sees."""
    return re.sub(rf"\\(?=\W)|[*`{JOINER}]", "", text)
