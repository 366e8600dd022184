"""Numbers as they are generated, turned into the columns of a contract."""

import numpy as np
import polars as pl


def dates(days: np.ndarray, is_stated: np.ndarray | None = None) -> pl.Series:
    """Day numbers as dates; null where they are not stated (`is_stated`)."""
    series = pl.Series(days.astype(np.int32)).cast(pl.Date)
    if is_stated is None:
        return series
    return pl.select(pl.when(pl.Series(is_stated)).then(series)).to_series()


def keys(letter: str, numbers: np.ndarray) -> pl.Series:
    """Keys of rows by number from 0, ten characters at most, so that they are stored inline."""
    return letter + (pl.Series(numbers) + 1).cast(pl.String).str.zfill(8)


def closed(codes: np.ndarray, names: tuple[str, ...]) -> pl.Series:
    """Codes as an enumeration; the code after the last name is null."""
    series = pl.Series(codes, dtype=pl.UInt8)
    return series.set(series == len(names), None).cat.to(pl.Enum(names))


def draw(shares: tuple[float, ...], number: int, unknown: float, rng: np.random.Generator) -> np.ndarray:
    """Codes by share, and the code after the last one for the unknown."""
    stated = np.array(shares) / sum(shares) * (1 - unknown)
    edges = np.append(np.cumsum(stated)[:-1], 1 - unknown)
    return np.searchsorted(edges, rng.random(number), side="right").astype(np.uint8)
