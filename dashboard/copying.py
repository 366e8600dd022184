"""Buttons that copy a text in one click: the link to what is shown, a sentence to quote."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

_HTML = '<button type="button">Copy</button><input readonly hidden><span role="status"></span>'
_CSS = """
:host { display: block }
button, input { font: inherit; font-size: 0.93rem; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); min-height: 2.5rem; box-sizing: border-box }
button { padding: 0 0.8rem; cursor: pointer; white-space: nowrap }
button:hover { border-color: var(--st-primary-color) }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px }
input { padding: 0 0.5rem; max-width: 100% }
[role=status] { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
"""
# Without a secure connection a browser keeps its clipboard to itself; the text then stands in a box, marked, to copy by hand.
_JS = """
export default ({ data, parentElement }) => {
  const [button, box, status] = ["button", "input", "[role=status]"].map((one) => parentElement.querySelector(one))
  const link = () => {
    const query = new URLSearchParams(window.location.search)
    for (const [key, value] of Object.entries(JSON.parse(data.chosen))) value === null ? query.delete(key) : query.set(key, value)
    return `${window.location.origin}${window.location.pathname}?${query}`
  }
  if (button.textContent !== "Copied") button.textContent = data.label
  button.title = data.help
  box.setAttribute("aria-label", data.label)
  button.onclick = async () => {
    const text = data.text ?? link()
    try {
      await navigator.clipboard.writeText(text)
      button.textContent = "Copied"
      status.textContent = `Copied. ${data.help}`
      setTimeout(() => { button.textContent = data.label; status.textContent = "" }, 2500)
    } catch {
      box.value = text
      box.hidden = false
      box.select()
      status.textContent = "The text is marked. Copy it with your keyboard."
    }
  }
}
"""


def copy_button(label: str, text: str, key: str, help: str = "") -> None:
    """A button that copies a text."""
    _mounted()(key=key, data={"label": label, "help": help, "text": text}, width="content")


def copy_link(label: str, chosen: Mapping[str, str | None], key: str, help: str) -> None:
    """A button that copies the address of the page as it is when it is pressed, with every value of `chosen` in it.

    A key whose value is None is left out.
    """
    # As text: of anything else Streamlit asks pandas whether it is a table, and loads it on the first page for that.
    _mounted()(key=key, data={"label": label, "help": help, "chosen": json.dumps(dict(chosen))}, width="content")


@cache
def _mounted() -> Callable[..., Any]:
    return st.components.v2.component("copying", html=_HTML, css=_CSS, js=_JS)
