"""What a view of a part of the college leaves of each cube."""

from datetime import date

import polars as pl
import pytest

from data.reference.view import Part, View, view
from data.store import derived, parts
from data.store.derived import Basis
from data.store.parts import OutOfPart
from data.store.store import Store, inside, scan

TECHNOLOGY = Part("school", ("Technology and Design",))
FIELDS = Part("field", ("11", "52"))
NAMED = (
    parts.WHOLE
    | parts.SAVED
    | parts.BY_OFFERING.keys()
    | parts.BY_SECTION
    | parts.BY_FIELD
    | parts.BY_GRAIN
    | parts.OF_WHOLE_COLLEGE
    | {"channel_days", "events", "programs"}
)


@pytest.mark.parametrize(
    "shown",
    [
        View("20260101-abcdef"),
        View("20260101-abcdef", is_public=True),
        View("20260101-abcdef", part=FIELDS),
        View("20260101-abcdef", part=Part("school", ("Arts ~ Crafts, + = more",))),
    ],
)
def test_a_view_is_read_as_it_was_written(shown):
    assert view(shown.id) == shown


@pytest.mark.parametrize("text", ["x~field=", "x~offering=a", "x~", "x~field=11~field=52", "x~PUBLIC"])
def test_a_view_that_nobody_was_given_is_refused(text):
    with pytest.raises(ValueError, match="no view"):
        view(text)


def test_every_cube_of_a_college_is_named_and_one_that_is_not_is_refused(demo_version):
    published = {entry.path.split("/")[-1].removesuffix(".parquet") for entry in Store().version(demo_version).files("demo", "cubes")}  # fmt: skip
    assert published <= NAMED
    with pytest.raises(OutOfPart, match="your account shows fields 11 and 52"):
        parts.narrowed("a_new_cube", FIELDS, lambda name: scan(demo_version, "demo", name))


@pytest.mark.parametrize("part", [FIELDS, TECHNOLOGY, Part("field", ("99",))], ids=str)
def test_no_cube_keeps_a_row_of_another_part(demo_version, part):
    shown = View(demo_version, part=part).id
    offerings = scan(demo_version, "demo", "offerings").with_columns(field=pl.col("cip_code").str.head(2)).collect()
    foreign = offerings.filter(~pl.col(part.grain).is_in(part.values).fill_null(value=False))
    mixed = set(foreign["field"])
    outside = {
        "offering": set(foreign["offering_id"]),
        "field": mixed,
        "school": set(foreign["school"]) | {"unassigned"},
    }
    sections = scan(demo_version, "demo", "sections").filter(pl.col("offering_id").is_in(list(outside["offering"])))
    ids = set(sections.select("section_id").collect()["section_id"])
    kept = 0
    for entry in Store().version(demo_version).files("demo", "cubes"):
        name = entry.path.split("/")[-1].removesuffix(".parquet")
        if name in parts.WHOLE | parts.OF_WHOLE_COLLEGE | {"events"}:
            continue
        rows = scan(shown, "demo", name).collect()
        kept += rows.height
        for column, values in (
            ("offering_id", outside["offering"]),
            ("from_offering", outside["offering"]),
            ("section_id", ids),
        ):
            if column in rows.columns:
                assert not set(rows[column]) & values, name
        if name in parts.BY_FIELD:
            assert not set(rows["field"]) & mixed, name
        grain, value = ("scope", "scope_value") if name == "goals" else ("grain", "value")
        if grain in rows.columns:
            assert "all" not in rows[grain].cast(pl.String).to_list(), name
            for kind, values in outside.items():
                assert not set(rows.filter(pl.col(grain).cast(pl.String) == kind)[value]) & values, name
    assert bool(kept) or part.values == ("99",)


@pytest.mark.parametrize("cube", sorted(parts.OF_WHOLE_COLLEGE))
def test_what_tells_of_the_whole_college_alone_is_refused(demo_version, cube):
    with pytest.raises(OutOfPart, match="numbers of the whole college"):
        scan(View(demo_version, part=FIELDS).id, "demo", cube)


def test_seats_by_channel_are_those_of_the_part(demo_version):
    shown = View(demo_version, part=Part("field", ("11",))).id
    by_channel = scan(shown, "demo", "channel_days").select(pl.col("net_registrations").sum()).collect().item()
    by_offering = scan(shown, "demo", "enrollment").select(pl.col("net_registrations").sum()).collect().item()
    assert by_channel == by_offering > 0


def test_a_field_that_two_schools_teach_lies_in_neither(demo_version):
    frame = pl.DataFrame(
        {"offering_id": ["a", "b", "c"], "cip_code": ["11.01", "11.02", "52.01"], "school": ["T", "U", "T"]}
    )
    mine = parts.inside(Part("school", ("T",)), frame.lazy())
    assert (mine.offering, mine.field, mine.school) == (["a", "c"], ["52"], ["T"])
    whole = inside(demo_version, "demo")
    assert whole is None


def test_forecasts_are_those_of_the_part_and_none_is_made_of_a_part(demo_version):
    shown = View(demo_version, part=Part("field", ("11",))).id
    basis = Basis(demo_version, "demo", ("enrollment",), "a test of parts")
    rows = pl.DataFrame({"grain": ["field", "field"], "value": ["11", "52"], "point": [1.0, 2.0]})
    for name in ("forecasts_field", "forecasts_all"):
        derived.keep(basis, name, rows)
    derived.keep(
        basis, "goal_statements", pl.DataFrame({"as_of": [date(2026, 1, 31)] * 3, "field": ["all", "11", "52"]})
    )
    mine = Basis(shown, "demo", ("enrollment",), "a test of parts")
    for name, column in (("forecasts_field", "value"), ("goal_statements", "field")):
        found = derived.find(mine, name)
        assert found is not None
        assert found[column].to_list() == ["11"]
    with pytest.raises(OutOfPart):
        derived.find(mine, "forecasts_all")
    with pytest.raises(ValueError, match="made of a part"):
        derived.keep(mine, "forecasts_field", rows)
