"""The contracts are the data dictionary: everything in them is described."""

import pytest

from data.contracts import TABLES


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_what_a_row_is(name):
    assert (TABLES[name].__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_and_a_key_exists(name):
    for column, declared in TABLES[name].columns().items():
        assert declared.description, f"{name}.{column} has no description"
    assert TABLES[name].primary_key()
