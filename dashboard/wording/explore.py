"""The page Explore in words: titles, the finding, why a question is not answered, and the same question as a command."""

import shlex
from collections.abc import Sequence

import polars as pl

from dashboard.wording.explore_table import BESIDE
from dashboard.wording.labels import label, name
from dashboard.wording.values import value
from queries.answer import Answer
from queries.explore.answering import follows_period, kept_scope
from queries.explore.bases import SUFFIX
from queries.explore.nearest import Step
from queries.explore.question import Question
from queries.metrics import METRICS
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.scope import Scope


def title(question: Question) -> str:
    """What a question asks for, as a heading: `Net tuition revenue by modality and channel`."""
    return _by(_numbers(question), question.by)


def table_title(question: Question) -> str:
    """The heading of the table below a chart of the same question."""
    return f"{title(question)}: every number"


def total_title(question: Question) -> str:
    """The heading of the numbers over all rows together."""
    return f"{_numbers(question)}: all together"


def uneven(labels: Sequence[str]) -> str:
    """Why groups do not add up to the number over all of them."""
    return f"{_listed(labels)}: the groups do not add up to all together, which counts everyone once and leaves nobody out."


def _by(what: str, by: Sequence[str]) -> str:
    return f"{what} by {_listed([_lower(label(one)) for one in by])}" if by else what


def _numbers(question: Question) -> str:
    labels = [METRICS[name].label for name in question.metrics]
    return _listed([*labels[:1], *map(_lower, labels[1:])])


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _listed(words: Sequence[str]) -> str:
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def finding(answer: Answer, titles: dict[str, str]) -> str:
    """What an answer comes to in a sentence; `titles` are those of offerings, by their codes."""
    metric = next(metric for metric in answer.metrics if not metric.name.endswith(SUFFIX))
    if not answer.by:
        return f"{metric.label}: {value(metric, answer.frame[metric.name][0], short=True)}."
    shown = answer.frame.drop_nulls(metric.name).sort(metric.name, maintain_order=True)
    if shown.is_empty():
        return f"{_by(metric.label, answer.by)}: no number for this choice."
    ends = [_cell(answer, shown, place, titles) for place in (-1, 0)]
    high, low = (value(metric, shown[metric.name][place], short=True) for place in (-1, 0))
    if high == low:
        return f"{metric.label}: {high} for {ends[0]}{' and all others' if shown.height > 1 else ''}."
    return f"{metric.label} is highest for {ends[0]}, {high}, and lowest for {ends[1]}, {low}."


def _cell(answer: Answer, shown: pl.DataFrame, place: int, titles: dict[str, str]) -> str:
    words = []
    for dimension in answer.by:
        key = shown[dimension][place]
        words.append(titles.get(str(key), "") if dimension == "offering" else "")
        words[-1] = words[-1] or name(dimension, key)
    return ", ".join(words)


def unit_line(answer: Answer) -> str:
    """Unit and time of an answer, as they stand under a title."""
    metric, scope = answer.metrics[0], answer.scope
    when = scope.period.label() if follows_period((metric,)) or "year" in dict(scope.where) else "newest"
    return f"{metric.unit.title} · {when}"


def next_step(step: Step) -> str:
    """What the button under a refusal does."""
    shown = f"Show {title(step.question)}"
    if step.change == "period":
        return f"{shown} for {step.scope.period.label()}"
    if step.change == "as_of":
        return f"{shown} as of the last month end"
    if step.change in ("compare", "only", "excluded") and step.before:
        return f"{shown} without {_lower(_left_out(step))}"
    return shown


def _left_out(step: Step) -> str:
    """What a step takes away, in words: a comparison or a value."""
    if step.change == "compare":
        return BESIDE.get(step.before[0]) or _value(*step.before[0].split("=", 1))
    return _value(*step.before)


def _value(dimension: str, code: str = "") -> str:
    return f"{label(dimension)} {name(dimension, code)}" if dimension in DIMENSIONS else code


def command(question: Question, scope: Scope) -> str:
    """The same question on the command line."""
    words = ["dashboard", "ask", ",".join(question.metrics)]
    words += ["--by", ",".join(question.by)] if question.by else []
    for name_, code in kept_scope(question, scope).where:
        words += ["--where", f"{name_}={code}"]
    words += [word for kind in question.compare for word in ("--compare", kind)]
    if follows_period(question.registered):
        words += ["--period", scope.period.name]
    return shlex.join([*words, "--as-of", scope.as_of.isoformat(), "--college", scope.college])
