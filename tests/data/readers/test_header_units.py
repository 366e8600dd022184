"""Units that headers of money state: refused in a sentence that names the header, and not proposed in a form."""

import polars as pl
import pytest

from data.readers import canonical, header_units, recipe_file, recognition
from data.readers.files import BadFile, Raw
from data.readers.mapping import Mapping


@pytest.mark.parametrize(
    ("header", "ours", "unit"),
    [
        ("Discount %", "discount_usd", "percent"),
        ("Discount (pct)", "discount_usd", "percent"),
        ("Discount rate", "discount_usd", "a rate"),
        ("Tuition rate", "gross_usd", None),  # a price
        ("Tuition (000s)", "gross_usd", "thousands"),
        ("Spend ($K)", "cost_usd", "thousands"),
        ("Target (in thousands)", "target", "thousands"),
        ("Amount in cents", "gross_usd", "cents"),
        ("amount_cents", "gross_usd", "cents"),
        ("unit_amount", "gross_usd", "cents"),
        ("Amount per unit", "gross_usd", None),
        ("Tuition (CAD)", "gross_usd", "another currency"),
        ("Gross EUR", "gross_usd", "another currency"),
        ("C$ price", "price_usd", "another currency"),
        ("Amount (USD, not CAD)", "gross_usd", None),
        ("Tuition (US$)", "gross_usd", None),
        ("Quarterly earnings", "earnings_usd", "pay of a part of a year"),
        ("Annual earnings", "earnings_usd", None),
        ("Percent", "completed_on", None),  # no column of money
    ],
)
def test_a_unit_is_read_off_the_header(header, ours, unit):
    stated = header_units.other(header, ours)
    assert (stated[0] if stated else None) == unit


def test_a_column_of_another_unit_is_refused_with_its_header_and_what_to_do():
    raw = Raw("a.csv", pl.DataFrame({"Discount %": ["10", "12"]}))
    with pytest.raises(
        BadFile, match=r"'Discount %' in a\.csv says percent, and discount_usd holds US dollars\. Make a"
    ):
        canonical.tidy(raw, Mapping("registrations", {"Discount %": "discount_usd"}))


def test_cents_are_read_where_a_recipe_says_so_and_refused_elsewhere_with_what_to_say():
    raw = Raw("a.csv", pl.DataFrame({"amount_cents": ["49900", "1250"]}))
    stated = {"table": "registrations", "columns": {"amount_cents": "gross_usd"}}
    with pytest.raises(BadFile, match=r"Say `cents = \[\"amount_cents\"\]` in a recipe"):
        canonical.tidy(raw, recipe_file.checked(stated))
    mapping = recipe_file.checked({**stated, "cents": ["amount_cents"]})
    assert canonical.tidy(raw, mapping).tables["registrations"]["gross_usd"].to_list() == [499.0, 12.5]
    assert recipe_file.checked(recipe_file.plain(mapping)).cents == ("amount_cents",)
    with pytest.raises(BadFile, match="says that 'id' is in cents, but does not read it as an amount"):
        recipe_file.checked({**stated, "cents": ["id"]})


def test_a_column_of_percent_in_its_name_and_dollars_in_its_cells_is_one_of_dollars():
    raw = Raw("a.csv", pl.DataFrame({"Discount (10%)": ["$49.50", "$20.00"]}))
    header_units.refuse(raw.rows, Mapping("registrations", {"Discount (10%)": "discount_usd"}), "a.csv")


def test_a_form_proposes_no_net_amount_and_no_other_unit_as_the_gross_one():
    rows = pl.DataFrame({"Net Tuition": ["445.00"], "Tuition (000s)": ["0.50"], "Fees charged": ["12.00"]})
    assert "gross_usd" not in [c.ours for c in recognition.candidates(Raw("a.csv", rows), "registrations")]
    priced = rows.with_columns(pl.lit("495.00").alias("Tuition"))
    found = {c.ours: c.theirs for c in recognition.candidates(Raw("a.csv", priced), "registrations")}
    assert found["gross_usd"] == "Tuition"
