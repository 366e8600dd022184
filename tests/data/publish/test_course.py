"""How far publishing is: shares of what is counted, from two threads, and a thread that nobody waits for any more."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from data.protect.stages import CHECK, HIDE, OF_ALL, OF_NOBODY, OF_STAFF, STAGES
from data.publish.course import FURTHER, PROTECTED_TWICE, WORDS, Course, Lane, Stopped, within


def test_a_step_counts_by_what_is_settled_in_it_and_its_share_never_falls():
    lane = Lane(steps=4)
    tell = lane.protection(0)
    tell(OF_ALL + CHECK, 30, 40)
    assert (lane.what, lane.done) == (f"{WORDS[OF_ALL + CHECK]}: 30 of 40 numbers", 2.75)
    tell(OF_ALL + HIDE, 1, 10)
    tell(OF_ALL + HIDE, 1, 20)  # more was hidden, so more is to be settled
    assert (lane.what, lane.done) == (f"{WORDS[OF_ALL + HIDE]}: 1 of 20 numbers", 3.1)


def test_every_stage_has_words_and_a_step_of_its_own():
    lane, steps = Lane(steps=PROTECTED_TWICE), []
    for first, stages in ((0, (OF_STAFF, OF_ALL, OF_NOBODY)), (FURTHER, (OF_ALL,))):
        for stage in stages:
            for part in (CHECK, HIDE):
                lane.protection(first)(stage + part, 0, 9)
                steps.append(lane.done)
    assert steps == [*range(PROTECTED_TWICE)]
    assert len({*WORDS}) == STAGES


def test_who_waits_hears_of_both_threads_and_only_of_what_has_moved():
    said, heard = [], Event()

    def audited(lane: Lane) -> None:
        lane.at(3, "Checking", 5, 10)
        heard.wait(5)

    def say(what: str, share: float) -> None:
        said.append((what, share))
        if what.startswith("Checking"):
            heard.set()

    with ThreadPoolExecutor(1) as pool, Course(say, steps=3) as course:
        course.at(0, "Counting")
        course.at(0, "Counting")
        course.wait(pool.submit(audited, course.people))
    share = (3 + 3.5) / (3 + course.people.steps)
    assert said == [("Counting", 0.0), ("Checking: 5 of 10 numbers", share), ("Checking: 5 of 10 numbers", 1.0)]


def test_an_audit_that_nobody_waits_for_is_stopped():
    course = Course(lambda what, share: None, steps=1)
    with pytest.raises(KeyError), course:
        course.people.at(0, "Checking", 1, 2)
        raise KeyError
    with pytest.raises(Stopped):
        course.people.at(0, "Checking", 2, 2)


def test_a_part_of_something_longer_moves_between_two_shares_of_it():
    said = []
    say = within(lambda what, share: said.append((what, share)), 0.5, 0.75)
    say("Counting", 0.0)
    say("Counting", 1.0)
    assert said == [("Counting", 0.5), ("Counting", 0.75)]
