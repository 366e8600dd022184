"""Choices that stand in the address of a page: Back undoes a change, Forward makes it again, a link shows the same.

The address is what holds. A widget that is changed writes the address, which makes one step in the browser's history.
Before a widget is drawn it takes what the address says, if that has changed. (Streamlit's own binding replaces the
step, so that Back would leave the dashboard.) This module and the row of filters own state and address.
"""

import inspect
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.wording.markdown import escaped

_SEEN, _NOTICES, _CHOICES, _UNDRAWN = "_address_seen", "_address_notices", "_address_choices", "_address_undrawn"
_OPENED = "_address_opened"
_FILL = """
export default ({ data }) => {
  if (!window.location.search) window.history.replaceState(window.history.state, "", `?${data.query}`)
}
"""
Texts = tuple[str, ...]
"""What an address says of one key; empty where it does not name it, which stands for the default."""


@dataclass(frozen=True)
class Choice:
    """What a widget can hold. `options` by every text that names one; None where any text of its kind is taken."""

    default: Any
    options: Mapping[str, Any] | None = None
    words: Mapping[Any, str] | None = None
    bounds: tuple[Any, Any] = (None, None)
    is_pinned: bool = False

    def texts(self, value: Any) -> Texts:
        """A value as the address says it."""
        if value == self.default and not self.is_pinned:
            return ()
        values = value if isinstance(value, (list, tuple)) else [value]
        return tuple(self._text(one) for one in values) or ("",)

    def says(self, texts: Texts, value: Any) -> bool:
        """Whether an address says a value, in whatever spelling; a pinned one is never left out."""
        if not texts:
            return not self.texts(value)
        return self.options is not None and self.options.get(texts[-1]) == value

    def value(self, texts: Texts) -> Any:
        """The value that the address names. Raises ValueError where there is none such."""
        if not texts:
            return self.default
        if isinstance(self.default, list):
            return [self._named(text) for text in texts if text]
        return self._named(texts[-1])

    def allows(self, value: Any) -> bool:
        """Whether the widget can be drawn with a value."""
        if self.words is None or value == self.default:
            return True
        return all(one in self.words for one in (value if isinstance(value, list) else [value]))

    def _text(self, value: Any) -> str:
        if self.words is not None:
            return self.words[value]
        if isinstance(value, bool):
            return str(value).lower()
        return f"{value:.12g}" if isinstance(value, float) else str(value)

    def _named(self, text: str) -> Any:
        if self.options is not None:
            if text not in self.options:
                raise ValueError(text)
            return self.options[text]
        if isinstance(self.default, bool):
            return {"true": True, "false": False}[text] if text in ("true", "false") else _refuse(text)
        if isinstance(self.default, str):
            return text
        number = float(text)
        low, high = self.bounds
        if not low <= number <= high:  # also where it is no number at all
            raise ValueError(text)
        return int(number) if isinstance(low, int) else number


def linked(widget: Callable[..., Any], label: str, *arguments: Any, key: str, **more: Any) -> Any:
    """Draw a widget of Streamlit, such as `st.selectbox`, whose value stands in the address under its key.

    An option may be named there by its words or by its code. A default is left out, unless `is_pinned`.
    """
    is_pinned = more.pop("is_pinned", False)
    signature = inspect.signature(widget)
    given = signature.bind(label, *arguments, **more).arguments
    settle(key, label, _choice({name: p.default for name, p in signature.parameters.items()} | given, is_pinned))
    for stated in ("value", "index", "default"):  # it is in the state by now; said twice, Streamlit warns of it
        if given.get(stated) is not None:
            del given[stated]
    return widget(**given, key=key, on_change=_follow, args=(key,))


def settle(key: str, label: str, choice: Choice, *, is_kept: bool = False) -> Any:
    """Give a widget the value that its address names, before it is drawn, and return it; say so where that is unknown.

    `is_kept`: the address is that of a page just opened and says nothing of any choice, so that the state holds.
    """
    seen = st.session_state.setdefault(_SEEN, {})
    st.session_state.setdefault(_CHOICES, {})[key] = choice
    texts = named(key)
    is_news = key not in st.session_state or (seen.get(key, texts) != texts and not is_kept)
    seen[key] = texts
    undrawn = st.session_state.setdefault(_UNDRAWN, set())
    if is_news:
        undrawn.add(key)
        try:
            st.session_state[key] = choice.value(texts)
        except ValueError:
            st.session_state[key] = choice.default
            _notice(label, texts[-1], choice)
    elif not choice.allows(st.session_state[key]):
        st.session_state[key] = choice.default
    elif is_kept or key in undrawn:
        # Streamlit tells the browser the value of a widget only in the run that sets it. A run that was cut off may not
        # have come to the browser, which would show the default while the address and the numbers say something else.
        st.session_state[key] = st.session_state[key]
    return st.session_state[key]


def run_ended() -> None:
    """Say that a run has come to its end, so that the browser shows every widget as it was set."""
    st.session_state[_UNDRAWN] = set()


def named(key: str) -> Texts:
    """What the address says of a key."""
    return tuple(st.query_params.get_all(key))


def texts_of(keys: Sequence[str]) -> dict[str, str]:
    """What an address must say for widgets of these keys to hold what they hold now; defaults are left out."""
    texts = {key: st.session_state[_CHOICES][key].texts(st.session_state[key]) for key in keys}
    return {key: values[-1] for key, values in texts.items() if values}


def is_bare() -> bool:
    """Whether the address names nothing, as that of a page which the menu has just opened."""
    return not st.query_params.to_dict()


def put(changes: Mapping[str, Texts]) -> None:
    """Write keys into the address in one step of the browser's history; nothing where it says all of it already."""
    seen = st.session_state.setdefault(_SEEN, {})
    said = {key: tuple(st.query_params.get_all(key)) for key in st.query_params.to_dict()}
    wanted = {key: texts for key, texts in (said | dict(changes)).items() if texts}
    seen.update(changes)
    if wanted != said:
        st.query_params.from_dict({key: texts[0] if len(texts) == 1 else list(texts) for key, texts in wanted.items()})


def fill(texts: Mapping[str, Texts]) -> None:
    """Have the browser complete the address of a page that was just opened, with no step of its own to go back to.

    The menu leads to a page by its bare address; written from here, what is added would be one more step.
    """
    query = urlencode([(key, text) for key, values in texts.items() for text in values])
    # The browser runs it again only where its data differ, and two pages opened one after the other have the same choices.
    opened = st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1
    _filling()(key="_address_fill", data={"query": query, "opened": opened}, height=0)


@cache
def _filling() -> Callable[..., Any]:
    return st.components.v2.component("address", js=_FILL)


def choose(key: str, value: Any) -> None:
    """Choose for the reader, in a callback: the widget that was drawn under a key takes a value, and the address says it."""
    choose_all({key: value})


def choose_all(values: Mapping[str, Any]) -> None:
    """The same for several widgets at once, in one step of the browser's history."""
    for key, value in values.items():
        st.session_state[key] = value
    put({key: st.session_state[_CHOICES][key].texts(value) for key, value in values.items()})


def notices() -> list[str]:
    """What must be said of the address since the last call, a sentence each, as Markdown."""
    return st.session_state.pop(_NOTICES, [])


def say(notice: str) -> None:
    """Keep a sentence about the address for whoever draws the page."""
    st.session_state.setdefault(_NOTICES, []).append(notice)


def quoted(text: str) -> str:
    """What an address says, as code: nothing in it is drawn."""
    shown = repr(text[:40]).replace("`", "'")
    return f"`{shown}`"


def options_by_text(options: Sequence[Any], worded: Callable[[Any], str]) -> tuple[dict[str, Any], dict[Any, str]]:
    """Options by every text that names one, and the text of each: its words, or its code where words are shared."""
    words = {option: str(worded(option)) for option in options}
    times = Counter(words.values())
    texts = {option: word if times[word] == 1 else str(option) for option, word in words.items()}
    by_code = {str(option): option for option in options}
    return by_code | {text: option for option, text in texts.items()}, texts


def _choice(given: Mapping[str, Any], is_pinned: bool) -> Choice:
    """What a widget with these arguments can hold: one option or several, a number within bounds, words, or yes and no."""
    if "options" not in given:
        bounds = given.get("min_value"), given.get("max_value")
        return Choice(given["value"], bounds=bounds, is_pinned=is_pinned)
    options = list(given["options"])
    by_text, words = options_by_text(options, given["format_func"] or str)
    if given.get("selection_mode") == "single":
        return Choice(given["default"], by_text, words, is_pinned=is_pinned)
    if "default" in given:
        return Choice(list(given["default"] or []), by_text, words, is_pinned=is_pinned)
    index = given["index"]
    return Choice(None if index is None or not options else options[index], by_text, words, is_pinned=is_pinned)


def _follow(key: str) -> None:
    choose(key, st.session_state[key])


def _notice(label: str, text: str, choice: Choice) -> None:
    default = choice.words.get(choice.default, "") if choice.words else str(choice.default or "")
    shown = f"; {escaped(default)} is shown." if default else "."
    say(f"{label} {quoted(text)} is not in this data{shown}")


def _refuse(text: str) -> bool:
    raise ValueError(text)
