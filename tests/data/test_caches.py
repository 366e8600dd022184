"""What is kept is bounded, worked out once, and in nobody's way."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from cachetools import LRUCache

from data.caches import CACHES, held, kept


@pytest.fixture
def tiny(monkeypatch):
    """A cache of two results."""
    monkeypatch.setitem(held, "tiny", LRUCache(2))
    return kept("tiny")


def test_a_full_cache_loses_what_was_not_asked_for_longest(tiny):
    asked = []
    double = tiny(lambda n: asked.append(n) or 2 * n)
    assert [double(n) for n in (1, 2, 1, 3, 1, 2)] == [2, 4, 2, 6, 2, 4]
    assert asked == [1, 2, 3, 2]
    assert len(held["tiny"]) == 2


def test_who_asks_for_the_same_waits_and_who_asks_for_another_does_not(tiny):
    asked, go = [], Event()

    @tiny
    def slow(name):
        asked.append(name)
        if name == "slow":
            assert go.wait(10)
        return name

    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(slow, "slow") for _ in range(2)]
        assert slow("quick") == "quick"  # while the slow one is at work
        go.set()
        assert [one.result(10) for one in waiting] == ["slow", "slow"]
    assert Counter(asked) == {"slow": 1, "quick": 1}


def test_two_different_ones_are_worked_out_at_the_same_time(tiny):
    both = Barrier(2, timeout=10)
    meet = tiny(lambda name: both.wait() >= 0 and name)
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(meet, ("one", "other"))) == ["one", "other"]


def test_an_error_is_not_kept_and_lets_the_next_one_try(tiny):
    tries = []

    @tiny
    def second_time(name):
        tries.append(name)
        if len(tries) == 1:
            raise OSError("not yet")
        return name

    with pytest.raises(OSError, match="not yet"):
        second_time("a")
    assert second_time("a") == "a"


def test_what_is_equal_and_of_another_type_is_another_question(tiny):
    assert [tiny(lambda n: f"{n}")(n) for n in (1, True)] == ["1", "True"]


def test_every_cache_is_as_large_as_the_table_says():
    assert {name: cache.most for name, cache in CACHES.items()} == {n: int(c.maxsize) for n, c in held.items()}
    assert all(cache.what.endswith(".") for cache in CACHES.values())
