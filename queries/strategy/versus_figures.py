"""Numbers of one side, as they stand in the cells of both."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Figure:
    """One side's number: over `n` people or programs, of `providers`. `low` and `high`: its range, where it is one."""

    value: float
    n: int | None = None
    providers: int | None = None
    low: float | None = None
    high: float | None = None


def cell(frame: pl.DataFrame, side: str, value: str, low: str | None = None, high: str | None = None) -> Figure | None:
    """One side's number out of the cells of people; None where it has none."""
    if frame.is_empty():
        return None
    mine = frame.filter(pl.col("side") == side)
    if mine.is_empty():
        return None
    row = mine.row(0, named=True)
    if row[value] is None:
        return None
    return Figure(row[value], row["people"], row["providers"], row[low] if low else None, row[high] if high else None)


def stated(frame: pl.DataFrame, side: str) -> Figure | None:
    """One side's number out of the cells of work and pay; None where it has none."""
    mine = frame.filter(pl.col("side") == side) if not frame.is_empty() else frame
    if mine.is_empty():
        return None
    row = mine.row(0, named=True)
    return Figure(row["value"], row["n"], row["providers"])


def figure(value: float | None, n: float | None = None, providers: float | None = None) -> Figure | None:
    """A number with what it stands on; None where there is none."""
    if value is None:
        return None
    return Figure(float(value), None if n is None else int(n), None if providers is None else int(providers))


def weighted(*pairs: tuple[float | None, float | None]) -> float | None:
    """The mean of shares weighted by their bases; None where no share is known."""
    stated = [(share, n) for share, n in pairs if share is not None and n]
    return sum(share * n for share, n in stated) / sum(n for _, n in stated) if stated else None
