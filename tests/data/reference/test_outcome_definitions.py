"""Every outcome definition is complete and uses the closed lists."""

import pytest

from data.reference.outcome_definitions import BASES, DEFINITIONS, MEASURES, QUANTITIES, VERIFIERS, WINDOWS

RECORDS = pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=lambda d: d.code)


@RECORDS
def test_every_trait_is_on_its_list(definition):
    assert definition.quantity in QUANTITIES
    assert definition.measure in MEASURES
    assert definition.bounded <= set(BASES)
    assert definition.window in WINDOWS
    assert definition.verified_by in VERIFIERS


@RECORDS
def test_every_record_can_be_read_by_a_dean(definition):
    for text in ("population", "entry_rule", "exclusions", "numerator", "grain"):
        assert getattr(definition, text).endswith((".", "”")), text
    assert definition.label[0].isupper()


def test_labels_are_unique():
    assert len({d.label for d in DEFINITIONS.values()}) == len(DEFINITIONS)


def test_every_listed_trait_is_used():
    used = {"base": BASES, "window": WINDOWS, "verified_by": VERIFIERS, "quantity": QUANTITIES, "measure": MEASURES}
    for trait, listed in used.items():
        assert {getattr(d, trait) for d in DEFINITIONS.values()} | {
            b for d in DEFINITIONS.values() if trait == "base" for b in d.bounded
        } == set(listed), trait
