"""Every attack on published tables that is known here, on random colleges: it must recover nothing.

Pass: no hidden number, part, change or union of numbers is known exactly, and each is uncertain by at least three.
"""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from tests.attacks.attacker import Attacker, Solver
from tests.attacks.college import ALL, College, draw

WIDTH = 3
MINIMUM = 10
ATTACKS = Counter()

SIZES = [(1, 2, 4, 120), (2, 3, 9, 400), (3, 2, 6, 900), (4, 4, 14, 700)]


@pytest.fixture(scope="module", params=SIZES, ids=lambda s: f"{s[2]}-offerings-{s[3]}-learners")
def scene(request) -> tuple[College, dict, Attacker, Solver]:
    college = draw(*request.param)
    published = college.published()
    assert published.report["too_narrow"].item() == 0
    attacker = Attacker()
    attacker.read(published.frames["completion"].to_dicts(), ("kind", "value"))
    attacker.read(published.frames["groups"].to_dicts(), ("kind", "value"), ("attribute", "group"))
    attacker.connect(college.parents())
    return college, college.truth(), attacker, attacker.solve()


def hidden(attacker: Attacker, cell, count="started") -> bool:
    return (cell, count) not in attacker.seen


def narrow(solver: Solver, wanted: list[dict], name: str, most: int = 50) -> list:
    """Those of the wanted numbers that the attacker knows too well; a random choice of them where there are many."""
    chosen = np.random.default_rng(0).permutation(len(wanted))[:most]
    ATTACKS[name] += len(chosen)
    found = [(wanted[i], solver.ends(wanted[i])) for i in chosen]
    return [(terms, ends) for terms, ends in found if ends[1] - ends[0] < WIDTH]


def test_published_values_are_true_and_large_enough(scene):
    _, truth, attacker, _ = scene
    for (cell, count), value in attacker.seen.items():
        assert value == truth[cell][count == "completed"]
    for cell in attacker.cells:
        if not hidden(attacker, cell):
            assert truth[cell][0] >= MINIMUM
        if not hidden(attacker, cell, "completed"):
            assert min(truth[cell][1], truth[cell][0] - truth[cell][1]) >= MINIMUM


def test_margins_parents_and_children_recover_no_hidden_cell(scene):
    _, _, attacker, solver = scene
    wanted = [
        {(cell, count): 1}
        for cell in attacker.cells
        for count in ("started", "completed")
        if hidden(attacker, cell, count)
    ]
    assert wanted
    assert narrow(solver, wanted, "cells", 120) == []


def test_rate_times_n_recovers_no_hidden_part(scene):
    # those who did not complete, where neither they nor n can be read
    _, _, attacker, solver = scene
    wanted = [{(c, "started"): 1, (c, "completed"): -1} for c in attacker.cells if hidden(attacker, c, "completed")]
    assert narrow(solver, wanted, "parts") == []


def test_total_minus_complement_over_every_pair_recovers_nobody(scene):
    # a union of two siblings of which one is hidden, and what the parent less the union leaves
    _, truth, attacker, solver = scene
    wanted = []
    for _, children in attacker.sums:
        for one, two in combinations(children, 2):
            if hidden(attacker, one) and hidden(attacker, two) and sum(truth[c][0] for c in (one, two)) < MINIMUM:
                wanted.append({(one, "started"): 1, (two, "started"): 1})
            if hidden(attacker, one) != hidden(attacker, two):
                wanted.append({(one, "started"): 1, (two, "started"): 1})
    assert narrow(solver, wanted, "pairs") == []


def test_successive_points_in_time_give_no_small_change_away(scene):
    _, truth, attacker, solver = scene
    wanted = []
    for cell in attacker.cells:
        for later in attacker.cells:
            if later[:3] == cell[:3] and later[3] > cell[3]:
                change = truth[later][0] - truth[cell][0]
                if 0 < change < MINIMUM:
                    wanted.append({(later, "started"): 1, (cell, "started"): -1})
    assert narrow(solver, wanted, "changes") == []


def test_no_shown_change_is_small(scene):
    _, truth, attacker, _ = scene
    for cell, count in attacker.seen:
        for later, other in attacker.seen:
            if count == other == "completed" and later[:3] == cell[:3] and later[3] > cell[3]:
                ATTACKS["shown changes"] += 1
                moved = [
                    truth[later][1] - truth[cell][1],
                    (truth[later][0] - truth[later][1]) - (truth[cell][0] - truth[cell][1]),
                ]
                assert moved == [0, 0] or min(moved) >= MINIMUM


def test_the_attacker_does_find_what_naive_hiding_leaves_open(scene):
    # the same attacker, given the true tables with only the small cells struck out, gets many of them back exactly
    _, truth, attacker, _ = scene
    naive = Attacker(cells=dict(attacker.cells), sums=attacker.sums)
    for cell in naive.cells:
        n, completed = truth[cell]
        if n >= MINIMUM:
            naive.seen[cell, "started"] = n
            if min(completed, n - completed) >= MINIMUM:
                naive.seen[cell, "completed"] = completed
    solver = naive.solve()
    small = [{(c, "started"): 1} for c in naive.cells if c[2] == ALL and hidden(naive, c) and truth[c][0]]
    exact = [ends for ends in (solver.ends(terms) for terms in small[:60]) if ends[0] == ends[1]]
    assert exact or not small


def test_every_attack_was_tried():
    assert all(ATTACKS[name] > 20 for name in ("cells", "parts", "pairs", "changes", "shown changes"))
    print(dict(ATTACKS))
