"""Somebody who reads all published tables about people at some days, side by side, and works backwards to the learners.

Unknown to them is how many of each learner group sat in each offering and cohort: whoever completed and whoever did not.
Every published number is an equation in these, and no count falls with time. A number that stands as it was earlier
tells what it was at least. Of estimates they may know more than is published: see `know_sample`.
"""

from collections import defaultdict
from datetime import date
from functools import cached_property
from itertools import pairwise

import highspy
import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

from data.cubes import section_outcomes

TRAITS = ("age_band", "gender", "employment", "first_generation", "degree_student")
COUNTS = ("started", "completed")
PARTS = ("completed", "rest")
Terms = dict[int, float]


class Reader:
    """`frames`: published completion, completion_groups and completion_formats.

    `hidden`: what each number is that is not shown, by name, as a sum of unknowns.
    """

    def __init__(self, offerings: pl.LazyFrame, frames: dict[str, pl.DataFrame], *days: date) -> None:
        named = section_outcomes.forms(offerings).collect()
        self.formats = {f["offering"]: f for f in named.to_dicts()}
        self.number: dict[tuple, int] = {}
        self.hidden: dict[tuple, Terms] = {}
        self.equal: list[tuple[Terms, float]] = []
        self.at_least: list[tuple[Terms, float]] = []
        for day in days:
            self._day(frames, day)
        for before, after in pairwise(days):
            self._nobody_leaves(before, after)

    def _day(self, frames: dict[str, pl.DataFrame], day: date) -> None:
        self.day = day
        self.rows = {name: frame.filter(pl.col("as_of") == day).to_dicts() for name, frame in frames.items()}
        self.pairs = {(r["value"], r["cohort"]): r for r in self.rows["completion"] if r["grain"] == "offering"}
        self.groups = {(r["value"], r["attribute"], r["group"], r["cohort"]): r for r in self.rows["completion_groups"] if r["grain"] == "field"}  # fmt: skip
        self._learners()
        self._completion()
        self._groups()

    def _nobody_leaves(self, before: date, after: date) -> None:
        for (day, *who), old in list(self.number.items()):
            if day == before:
                self.at_least.append(({self.unknown(*who, day=after): 1.0, old: -1.0}, 0.0))

    def unknown(self, *name, day: date | None = None) -> int:
        return self.number.setdefault((day or self.day, *name), len(self.number))

    def seats(self, offering: str, cohort: date, part: str, trait: str, group: str | None = None) -> Terms:
        """Everybody of an offering and cohort, or of one learner group of it."""
        field = self.formats[offering]["field"]
        mine = [g for (f, t, g, c) in self.groups if (f, t, c) == (field, trait, cohort) and group in (None, g)]
        return {self.unknown(offering, cohort, trait, g, part): 1.0 for g in mine}

    def _learners(self) -> None:
        """Every attribute splits the same people."""
        for offering, cohort in self.pairs:
            for part in PARTS:
                for trait in TRAITS[1:]:
                    same = self.seats(offering, cohort, part, TRAITS[0])
                    self.equal.append((_less(same, self.seats(offering, cohort, part, trait)), 0.0))

    def _completion(self) -> None:
        for row in (*self.rows["completion"], *self.rows["completion_formats"]):
            kind, value = row.get("grain") or row["attribute"], row.get("value") or row["group"]
            inside = [(o, c) for o, c in self.pairs if c == row["cohort"] and self._lies(o, kind, value)]
            parts = {part: _sum(self.seats(o, c, part, TRAITS[0]) for o, c in inside) for part in PARTS}
            self._read((self.day, "completion", kind, value, row["cohort"]), row, parts)

    def _lies(self, offering: str, kind: str, value: str) -> bool:
        return kind == "all" or value == (offering if kind == "offering" else self.formats[offering][kind])

    def _groups(self) -> None:
        for row in self.rows["completion_groups"]:
            trait, group, cohort = row["attribute"], row["group"], row["cohort"]
            if trait in TRAITS:
                inside = [o for o, c in self.pairs if c == cohort and self._lies(o, row["grain"], row["value"])]
                parts = {part: _sum(self.seats(o, cohort, part, trait, group) for o in inside) for part in PARTS}
                self._read((self.day, "groups", row["grain"], row["value"], trait, group, cohort), row, parts)

    def know_sample(self, strata: pl.DataFrame, *, exactly: bool = False) -> None:
        """How many of a sample stand in every stratum, and how many of them completed: so many there are at least.

        `strata`: columns `trait` and `group`, any of a form and `cohort`, `n` and `k`. `exactly`: the sample is everybody.
        """
        places = [name for name in strata.columns if name not in ("trait", "group", "cohort", "n", "k")]
        of: dict[tuple, list[tuple]] = defaultdict(list)
        for offering, cohort in self.pairs:
            of[*(self.formats[offering][name] for name in places)].append((offering, cohort))
        for row in strata.to_dicts():
            inside = [(o, c) for o, c in of[*(row[name] for name in places)] if row.get("cohort") in (None, c)]
            for part, people in (("completed", row["k"]), ("rest", row["n"] - row["k"])):
                terms = _sum(self.seats(o, c, part, row["trait"], row["group"]) for o, c in inside)
                (self.equal if exactly else self.at_least).append((terms, people))

    def _read(self, name: tuple, row: dict, parts: dict[str, Terms]) -> None:
        """What one row says of the people in it."""
        whole = _sum(parts.values())
        for count, terms in zip(COUNTS, (whole, parts["completed"]), strict=True):
            value, is_now = row[count], row["known_on"] == self.day
            if value is not None and is_now:
                self.equal.append((terms, value))
            elif row.get("newest_n") is not None and count == "started":
                self.equal.append((terms, row["newest_n"]))
            else:
                self.hidden[*name, count] = terms
                self.at_least += [] if value is None else [(terms, value)]
        if row["completed"] is not None and row["known_on"] != self.day:
            self.at_least.append((parts["rest"], row["started"] - row["completed"]))
        if row.get("bound"):
            self.at_least.append((dict.fromkeys(parts["completed" if row["bound"] == "low" else "rest"], -1.0), -9))

    def narrow(self, names: list[tuple], width: int) -> dict[tuple, float]:
        """Those of the hidden numbers that the reader knows more closely than that, with how far each may range.

        Ends found for a random mixture of many numbers widen them all; what is left is asked one by one.
        """
        wanted, _ = _matrix([(self.hidden[name], 0.0) for name in names], len(self.number))
        chance, low, high = np.random.default_rng(0), np.full(len(names), np.inf), np.full(len(names), -np.inf)
        left, gained = np.arange(len(names)), len(names)
        while gained > 1:
            self.solver.clearSolver()  # an end far from the last one is found faster from nothing
            self._widen(chance.choice([-1.0, 1.0], len(left)) @ wanted[left], wanted, low, high)
            still = np.flatnonzero(_whole(low, high) < width)
            left, gained = still, len(left) - len(still)
        for at in left.tolist():
            if _whole(low[at], high[at]) < width:
                self._widen(wanted[[at]].toarray()[0], wanted, low, high)
        return {names[at]: float(size) for at, size in enumerate(_whole(low, high)) if size < width}

    def _widen(self, objective: np.ndarray, wanted: csr_matrix, low: np.ndarray, high: np.ndarray) -> None:
        for sign in (1, -1):
            self.solver.changeColsCost(len(objective), np.arange(len(objective), dtype=np.int32), sign * objective)
            self.solver.run()
            status = self.solver.getModelStatus()
            assert status == highspy.HighsModelStatus.kOptimal, "the published numbers contradict each other"
            values = wanted @ np.array(self.solver.getSolution().col_value)
            np.minimum(low, values, out=low)
            np.maximum(high, values, out=high)

    @cached_property
    def solver(self) -> highspy.Highs:
        """Equations, and what is at least so much, over all unknowns."""
        rows, to = _matrix([*self.equal, *self.at_least], len(self.number))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.number), len(to)
        lp.col_cost_, lp.col_lower_ = np.zeros(len(self.number)), np.zeros(len(self.number))
        lp.col_upper_ = np.full(len(self.number), 1e5)
        lp.row_lower_, lp.row_upper_ = to, np.where(np.arange(len(to)) < len(self.equal), to, np.inf)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = rows.indptr, rows.indices, rows.data
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.passModel(lp)
        return solver


def _whole(low, high):
    """Largest less smallest whole number between the ends."""
    return np.floor(high + 1e-6) - np.ceil(low - 1e-6)


def _sum(parts) -> Terms:
    total: Terms = defaultdict(float)
    for part in parts:
        for at, factor in part.items():
            total[at] += factor
    return dict(total)


def _less(one: Terms, other: Terms) -> Terms:
    return _sum((one, {at: -factor for at, factor in other.items()}))


def _matrix(rows: list[tuple[Terms, float]], width: int) -> tuple[csr_matrix, np.ndarray]:
    entries = [(i, at, factor) for i, (terms, _) in enumerate(rows) for at, factor in terms.items()]
    row, column, factor = zip(*entries, strict=True)
    return csr_matrix((factor, (row, column)), shape=(len(rows), width)), np.array([float(to) for _, to in rows])
