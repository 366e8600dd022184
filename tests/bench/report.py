"""The table that the bench prints and keeps: ours and the bare page side by side, with the bar to meet."""

import json
import math
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

HEADER = ("", "n", "ours", "p95", "bare", "p95", "ours/bare", "bar", "")


@dataclass(frozen=True)
class Row:
    """One thing measured. `bar` says what is asked for, `is_met` whether it was reached; None where nothing is."""

    what: str
    ours: Sequence[float]
    bare: Sequence[float] = ()
    unit: str = "ms"
    bar: str = ""
    is_met: bool | None = None

    @property
    def ratio(self) -> float | None:
        """Our median over the bare page's."""
        return statistics.median(self.ours) / statistics.median(self.bare) if self.bare else None

    def cells(self) -> tuple[str, ...]:
        """As it stands in the table."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        met = {True: "met", False: "NOT MET", None: ""}[self.is_met]
        return self.what, str(len(self.ours)), *self._two(self.ours), *self._two(self.bare), ratio, self.bar, met

    def _two(self, values: Sequence[float]) -> tuple[str, str]:
        if not values:
            return "", ""
        digits = 0 if self.unit == "ms" else 2
        middle, most = (f"{value:,.{digits}f}" for value in (statistics.median(values), p95(values)))
        return f"{middle} {self.unit}", most if len(values) > 1 else ""


def beside(what: str, ours: Sequence[float], bare: Sequence[float], most: float, unit: str = "ms") -> Row:
    """A row whose median may be at most so many times the bare page's."""
    row = Row(what, ours, bare, unit)
    return Row(what, ours, bare, unit, f"≤ {most} × bare", row.ratio is not None and row.ratio <= most)


def p95(values: Sequence[float]) -> float:
    """The value that 95% do not exceed (nearest rank)."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def table(rows: Sequence[Row]) -> str:
    """The rows in columns."""
    lines = [HEADER, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(w) if place == 0 else cell.rjust(w)
            for place, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def keep(rows: Sequence[Row], folder: Path) -> str:
    """Write the table and every single time into the folder; the table with a line on the machine."""
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""
    now = datetime.now(UTC)
    text = f"{table(rows)}\n\n{now:%Y-%m-%d %H:%M} UTC, {platform.system()} {platform.machine()}, {load}\n"
    folder.mkdir(exist_ok=True)
    (folder / f"{now:%Y%m%d-%H%M%S}.txt").write_text(text)
    (folder / f"{now:%Y%m%d-%H%M%S}.json").write_text(json.dumps([asdict(row) for row in rows], indent=1))
    return text
