"""Questions about completion, placement and published numbers: recomputed by hand, one point in time, nothing hidden read."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.wording import learners as learner_words
from data import demo
from data.reference.periods import STANDARD
from data.store.store import Store, scan
from queries.answer import measure
from queries.metrics.outcomes import EMPLOYMENT_Q2, PLACEMENT_COVERAGE
from queries.outcomes import chosen_numbers, lifecycle, section_effect
from queries.outcomes import completion as outcomes
from queries.outcomes.section_effect import SectionEffect
from queries.semantic.intervals import wilson
from queries.semantic.scope import Scope


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", STANDARD.parse("FY2025"), demo.AS_OF)


@pytest.mark.parametrize("cut", outcomes.CUTS)
def test_every_cut_of_completion_gives_shares_with_their_interval(scope, cut):
    frame = outcomes.completion_by(scope, cut)
    shown = frame.drop_nulls("share")
    assert shown.height > 1
    for row in shown.to_dicts():
        effect = section_effect.of_completion(scope, cut)
        assert effect.state == section_effect.MEASURED
        assert (row["low"], row["high"]) == wilson(row["completed"], row["started"], effect.variance)
        assert row["low"] <= row["share"] == row["completed"] / row["started"] <= row["high"]


def test_sections_widen_the_range_of_the_college_and_not_that_of_one_offering(scope):
    """In the demo, offerings differ and seats of one offering do not hang together."""
    of = [section_effect.of_completion(scope, cut).variance for cut in ("all", "field", "offering")]
    assert of[0] > 2 > of[1] > of[2] == 1
    row = outcomes.cohorts(scope).drop_nulls("share").row(0, named=True)
    low, high = wilson(row["completed"], row["started"]) or (0, 0)
    assert (row["high"] - row["low"]) / (high - low) == pytest.approx(of[0] ** 0.5, rel=0.01)


@pytest.mark.parametrize("measure", ["employed_q2", "in_field_180"])
def test_placement_is_as_wide_as_its_own_sections_differ(scope, measure):
    effects = section_effect.of_placement(scope, measure), section_effect.of_placement_by_field(scope, measure)
    frames = outcomes.placement(scope, measure), outcomes.placement_by_field(scope, measure)
    for frame, effect in zip(frames, effects, strict=True):
        row = frame.drop_nulls("share").row(0, named=True)
        assert (row["low"], row["high"]) == wilson(row["placed"], row["known"], effect.variance)


def test_a_chosen_field_has_the_range_of_fields(scope):
    effect = section_effect.of_completion(scope.narrowed(field="11"), "all")
    assert effect == section_effect.of_completion(scope, "field")


@pytest.mark.parametrize("cut", outcomes.CUTS)
def test_a_version_without_a_table_of_completion_has_no_rows(tmp_path, monkeypatch, cut):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    with Store(tmp_path).draft("made before completion was published") as draft:
        draft.put("college", "cubes", "offerings", pl.DataFrame({"offering_id": ["a"], "cip_code": ["11.0101"]}))
    assert draft.version is not None
    then = Scope(draft.version.id, "college", STANDARD.parse("FY2025"), demo.AS_OF)
    assert outcomes.completion_by(then, cut).is_empty()
    assert outcomes.known_on(then, cut) is None
    assert section_effect.of_completion(then, cut) == SectionEffect(1.0, section_effect.MISSING)


def test_completion_by_field_is_what_became_of_the_registrations(scope):
    facts = demo.generate()
    held = {s: (o, b, e) for s, o, b, e, st in facts["sections"].select("section_id", "offering_id", "starts_on", "ends_on", "status").rows() if st == "held"}  # fmt: skip
    field = dict(facts["offerings"].select("offering_id", pl.col("cip_code").str.head(2)).rows())
    counts = {"started": 0, "completed": 0}
    for section, dropped, outcome in facts["registrations"].select("section_id", "dropped_on", "outcome").rows():
        if section not in held or outcome == "in_progress":
            continue
        offering, begins, ends = held[section]
        inside = date(2024, 7, 1) <= ends <= date(2025, 6, 30)
        if inside and field[offering] == "11" and (dropped is None or dropped >= begins):
            counts["started"] += 1
            counts["completed"] += outcome == "completed"
    row = outcomes.completion_by(scope, "field").filter(value="11").row(0, named=True)
    assert {c: row[c] for c in counts} == counts


def test_a_cohort_that_still_runs_is_open_and_a_finished_one_is_not(scope):
    known = outcomes.cohorts(replace(scope, period=STANDARD.parse("FY2026")))
    is_open = dict(known.drop_nulls("share").select(pl.col("cohort").dt.year() + 1, "is_open").rows())
    assert is_open == {2023: False, 2024: False, 2025: False, 2026: True}
    assert outcomes.cohort_names(replace(scope, period=STANDARD.parse("FY2026")))["FY2026"] is True


@pytest.mark.parametrize(
    ("started", "completed", "said"),
    [
        ([None], [None], "Completion is hidden for this choice to protect learners."),
        ([25], [None], "Completion is hidden for this choice to protect learners."),  # only how many started is shown
        ([0], [0], "This choice has no year with final outcomes yet."),
        ([], [], "This choice has no year with final outcomes yet."),
    ],
)
def test_what_is_hidden_is_not_said_to_be_unknown(started, completed, said):
    counts = pl.DataFrame(
        {"started": started, "completed": completed}, schema=dict.fromkeys(("started", "completed"), pl.Int64)
    )
    known = counts.select("started", share=pl.col("completed") / pl.col("started"), is_open=False).fill_nan(None)
    assert learner_words.sentence_of_completion(known) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.7004, "70.0% of the 500 registrations with a final outcome were completed in FY2025, as in FY2024."),
        (0.72, "up 2.0 points from FY2024"),
    ],
)
def test_a_cohort_that_completed_as_the_one_before_is_said_to(share, said):
    days = [date(2023, 7, 1), date(2024, 7, 1)]
    known = pl.DataFrame({"cohort": days, "started": [500, 500], "share": [0.70, share], "is_open": [False, False]})
    assert said in learner_words.sentence_of_completion(known)


def test_a_year_from_january_bears_its_own_number_in_the_sentence():
    known = pl.DataFrame({"cohort": [date(2025, 1, 1)], "started": [500], "share": [0.7], "is_open": [False]})
    assert learner_words.sentence_of_completion(known).endswith("were completed in FY2025.")


def test_what_was_known_earlier_is_asked_for_as_it_was_known_then(scope):
    then = replace(scope, as_of=date(2025, 1, 31))
    assert outcomes.known_on(then, "field") == date(2024, 12, 31)
    now, before = (outcomes.completion_by(s, "field").filter(value="11")["started"][0] for s in (scope, then))
    assert before < now


def test_groups_of_a_field_are_of_that_field_only(scope):
    of_field = outcomes.completion_by(scope.narrowed(field="11"), "age_band")
    of_all = outcomes.completion_by(scope, "age_band")
    assert of_field["started"].sum() < of_all["started"].sum() / 2


def test_offerings_of_a_field_are_of_that_field_only(scope):
    own = scan(scope.version, "demo", "offerings").filter(pl.col("cip_code").str.starts_with("11")).collect()
    assert set(outcomes.completion_by(scope.narrowed(field="11"), "offering")["value"]) <= set(own["offering_id"])


def test_published_placement_is_not_known_before_its_day(scope):
    # who completed in FY2025 is counted as far as they had completed half a year before each day
    now, before = (
        outcomes.placement(replace(scope, as_of=day), "employed_q2") for day in (scope.as_of, date(2025, 12, 30))
    )
    assert now.height == before.height == 3
    assert now.row(-1, named=True)["known"] > before.row(-1, named=True)["known"]
    assert set(before["as_of"]) == {date(2025, 6, 30)}
    assert outcomes.placement(replace(scope, as_of=date(2022, 12, 30)), "employed_q2").is_empty()


def test_the_metrics_of_placement_agree_with_the_question(scope):
    row = outcomes.placement(scope, "employed_q2").filter(cohort=date(2024, 7, 1)).row(0, named=True)
    answer = measure(EMPLOYMENT_Q2, PLACEMENT_COVERAGE, scope=scope)
    assert answer.value(EMPLOYMENT_Q2) == row["share"]
    assert answer.value(PLACEMENT_COVERAGE) == row["coverage"]


def test_a_hidden_placement_is_null_and_never_zero(scope):
    by_field = measure(
        EMPLOYMENT_Q2, by=["field"], scope=replace(scope, period=STANDARD.parse("FY2023"), as_of=date(2023, 6, 30))
    ).frame
    assert by_field["employment_q2_rate"].null_count() > 0
    assert by_field["employment_q2_rate"].drop_nulls().min() > 0.3


def test_every_published_completion_stands_with_its_badge_against_ours(scope):
    frame = outcomes.beside_home(scope)
    assert frame["definition"][0] == "home_completion"
    assert set(frame["definition"]) == {
        "home_completion", "cirr_graduation", "mooc_certified_participants", "mooc_certified_half"
    }  # fmt: skip
    assert frame.filter(verdict="same definition").height == 1


def test_the_same_schools_differ_from_all_schools_where_reporters_change(scope):
    frame = outcomes.same_reporters(scope, "cirr_graduation")
    newest = dict(frame.filter(period="2021-H2").select(pl.col("reporters").cast(pl.String), "providers").rows())
    assert newest == {"all": 8, "same": 7}


def test_bounds_of_our_own_jobs_lie_among_all_completers(scope):
    number = chosen_numbers.numbers(scope, "pooled")["own~in_field_180"]
    found = outcomes.common_basis(number)
    low, high = found["completers"]
    silent = number["graduates"] - number["n"]
    assert low == number["numerator"] / number["graduates"]
    assert high == (number["numerator"] + silent) / number["graduates"]
    assert found["enrolled"] is None


def test_bounds_of_the_bootcamps_stand_on_both_bases(scope):
    number = chosen_numbers.numbers(scope, "pooled")["cirr~cirr_in_field_180~2021-H2~all~all"]
    found = outcomes.common_basis(number)
    assert found["completers"][0] < number["value"] <= found["completers"][1]
    assert found["enrolled"][0] < found["completers"][0]


def test_a_number_without_counts_has_no_bounds(scope):
    number = chosen_numbers.numbers(scope, "pooled")["cirr~cirr_graduation~2021-H2~all~all"]
    assert outcomes.common_basis(number) == {"completers": None, "enrolled": None}


def test_unlike_numbers_are_said_to_be(scope):
    assert "can't be compared" in chosen_numbers.verdict(["cirr_in_field_180", "nj_employment_q2"])
    assert "same definition" in chosen_numbers.verdict(["nj_employment_q2", "nj_employment_q2"])
    assert "common basis" in chosen_numbers.verdict(["mooc_certified_half", "mooc_certified_participants"])
    assert chosen_numbers.verdict(["nj_employment_q2"]).startswith("Choose two")


def test_curves_of_return_rise_and_stay_within_their_interval(scope):
    curve = lifecycle.back(scope)
    assert curve["share"].is_sorted()
    assert (curve["low"] <= curve["share"]).all()
    assert (curve["share"] <= curve["high"]).all()
    assert [m for m, _ in lifecycle.within(curve, 12)] == ["all"]
    assert lifecycle.within(curve, 600) == []


def test_a_curve_that_ends_early_is_hidden_and_not_only_young(scope):
    fields = lifecycle.back(scope, "field")
    far = {field for field, _ in lifecycle.within(fields, 12)}
    assert lifecycle.hidden_within(scope, "field", 12) == ["50"]  # the smallest field
    assert far | {"50"} == {*fields["value"]}
    assert far.isdisjoint({"50"})
    assert lifecycle.hidden_within(replace(scope, as_of=date(2022, 7, 1)), "field", 12) == []  # nobody followed yet
    assert learner_words.sentence_of_returns(lifecycle.return_rates(scope.narrowed(field="50"))).endswith(
        "is hidden to protect them."
    )


def test_learners_come_back_more_where_credentials_stack(scope):
    found = dict(lifecycle.within(lifecycle.back(scope, "stacks"), 12))
    assert found["yes"].low > found["no"].high


def test_partners_credentials_count_here_by_agreement(scope):
    frame = lifecycle.agreements(scope)
    assert frame.height == 4
    assert frame["to"].null_count() == 0


def test_a_chosen_field_narrows_the_agreements_to_those_that_count_towards_it(scope):
    health = lifecycle.agreements(scope.narrowed(field="51"))
    assert 0 < health.height < lifecycle.agreements(scope).height
    assert set(health["to"]) == {"Medical Billing and Coding"}


def test_what_is_known_over_all_fields_only_is_said_to_be(scope):
    assert "Over all fields, where the first class" in learner_words.sentence_of_returns(
        lifecycle.return_rates(scope.narrowed(field="51"))
    )
    assert "Over all fields" not in learner_words.sentence_of_returns(lifecycle.return_rates(scope))


def test_findings_are_sentences_also_where_nothing_is_known(scope):
    for asked in (scope, replace(scope, as_of=date(2022, 7, 1)), scope.narrowed(field="99")):
        assert learner_words.sentence_of_completion(outcomes.cohorts(asked)).endswith(".")
        assert learner_words.sentence_of_placement(outcomes.placement(asked, "employed_q2")).endswith(".")
        assert learner_words.sentence_of_returns(lifecycle.return_rates(asked)).endswith(".")
