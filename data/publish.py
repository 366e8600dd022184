"""From facts to cubes: everything to the right of here is small, and learner rows stop here."""

from data import funnel, people
from data.contracts import FACTS
from data.cubes import enrollment, headcount, programs, section_curves, section_days
from data.cubes import sections as section_cube
from data.store import Draft

PASSED_ON = ("goals", "events", "offerings", "providers")
"""Facts without people, published as they stand."""


def publish(draft: Draft, collection: str) -> list[str]:
    """Build every cube that the facts of a collection allow; a sentence for each that they do not."""
    facts = {name: draft.facts(collection, name) for name in ("registrations", "sections", "offerings", "providers")}
    for name in PASSED_ON:
        frame = draft.facts(collection, name)
        draft.put(collection, "cubes", name, FACTS[name].create_empty() if frame is None else frame.collect())
    missing = [f"Without {name} there are no programs to compare." for name in ("offerings", "providers")]
    seats, sections, offered, providers = facts.values()
    if offered is None or providers is None:
        return [s for s in missing if facts[s.split()[1]] is None]
    draft.put(collection, "cubes", "programs", programs.build(offered, providers, is_fictional=collection == "demo"))
    if seats is None or sections is None:
        return ["Without registrations and sections there is no enrollment, revenue or completion."]
    by_section = section_days.build(seats)
    draft.put(collection, "cubes", "section_days", by_section)
    draft.put(collection, "cubes", "enrollment", enrollment.build(by_section, sections))
    runs = section_cube.build(seats, sections, offered)
    draft.put(collection, "cubes", "sections", runs)
    draft.put(collection, "cubes", "section_curves", section_curves.build(by_section, runs))
    del by_section  # the largest of the cubes; the next ones need the room
    draft.put(collection, "cubes", "headcount", headcount.build(seats, sections, offered))
    people.publish(draft, collection)
    funnel.publish(draft, collection)
    return []


def publish_market(draft: Draft) -> None:
    """Build the cubes of the public market tables that are there."""
    if (lists := draft.facts("market", "market_offerings")) is not None:
        draft.put("market", "cubes", "programs", programs.from_market(lists))
