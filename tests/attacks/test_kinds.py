"""Every kind of attack that is tried, by who tries it; each is a test of its own in this folder."""

import ast
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
KINDS = {
    "readers of one table: totals less parts": "test_published_tables.test_margins_parents_and_children_recover_no_hidden_cell",
    "readers of one table: rate times count": "test_published_tables.test_rate_times_n_recovers_no_hidden_part",
    "readers of one table: pairs less their complement": "test_published_tables.test_total_minus_complement_over_every_pair_recovers_nobody",
    "readers of two dates: small changes": "test_published_tables.test_successive_points_in_time_give_no_small_change_away",
    "readers of two dates: changes that are shown": "test_published_tables.test_no_shown_change_is_small",
    "readers of all tables of a day": "test_joint.test_all_tables_together_give_no_hidden_number_back",
    "readers of all tables of two days": "test_joint.test_nor_do_those_of_a_small_college_at_two_days_together",
    "readers of completion and next credentials": "test_joint.test_completions_of_a_step_are_those_that_can_be_read_off_completion",
    "readers of completion and placement": "test_joint.test_nobody_is_placed_who_is_not_seen_to_have_completed",
    "readers of work by program and placement": "test_program_work.test_work_by_program_beside_placement_gives_no_hidden_number_back",
    "readers of who is left out of a rate": "test_program_work.test_nobody_whom_the_rule_leaves_out_is_in_any_count",
    "readers of two versions: three corrections": "test_joint.test_three_corrected_outcomes_turn_no_number_into_another_in_the_next_version",
    "readers of two versions: a few corrections": "test_versions.test_a_few_corrections_change_nothing_that_was_published",
    "readers of two versions: much brought later": "test_versions.test_where_much_is_brought_later_no_cell_shows_a_small_difference",
    "readers of two versions: an offering in another field": "test_versions.test_both_versions_of_an_offering_that_has_moved_tell_nothing_together",
    "readers of two versions: a median time": "test_versions.test_a_median_time_stays_as_long_as_its_count_and_is_hidden_with_it",
    "readers of two versions: a median": "test_versions.test_a_median_stays_as_long_as_its_count",
    "readers of estimates who know every stratum": "test_estimates.test_who_knows_all_strata_of_the_sample_gets_no_hidden_number_of_a_small_college",
    "readers of what the browser is sent": "test_payloads.test_no_message_to_the_browser_holds_a_hidden_rate",
    "readers of charts of every cut": "test_payloads.test_no_cut_of_completion_shows_a_hidden_rate_in_its_chart_or_table",
    "readers of downloads": "test_payloads.test_answers_and_their_csv_hold_no_hidden_rate",
    "askers of a grain by a link": "test_payloads.test_a_link_to_a_grain_that_is_not_published_is_refused_with_a_sentence",
    "askers of a union": "test_payloads.test_a_union_whose_complement_is_hidden_is_refused",
    "askers of revenue by price": "test_payloads.test_revenue_and_price_say_nothing_of_outcomes",
    "the public: one day after another": "test_public.test_no_number_changes_from_one_day_to_the_next",
    "the public: a year less its quarters": "test_public.test_a_year_is_its_quarters_and_a_year_less_quarters_tells_nothing",
    "the public: a total less its fields": "test_public.test_the_total_less_the_fields_that_are_shown_leaves_each_hidden_one_open",
    "the public: nobody or few": "test_public.test_a_field_of_nobody_looks_like_one_of_few",
    "the public: a quarter less its months": "test_public.test_a_quarter_less_months_is_not_to_be_had",
    "the public: gross less net": "test_public.test_the_difference_of_two_numbers_is_not_to_be_had",
    "the public: unions of fields": "test_public.test_a_union_holds_no_hidden_field",
    "staff: seats, and drops with their days": "test_staff.test_seats_and_drops_give_no_outcome_and_no_trait_away",
    "staff: estimates, with every seat": "test_estimates.test_staff_who_know_all_strata_and_every_seat_get_none_either",
    "staff: estimates of the demo, with every seat": "test_estimates.test_nor_do_staff_of_the_demo",
    "staff: stages of the funnel": "test_funnel.test_the_exact_funnel_gives_no_outcome_away",
    "staff: completion less inquiries": "test_funnel.test_completion_less_those_who_came_by_an_inquiry_leaves_no_few",
    "staff: seats by channel": "test_new_learners.test_seats_by_channel_do_not_tell_who_is_new",
    "staff: canceled sections": "test_staff.test_a_canceled_section_and_a_seat_given_up_before_the_start_have_no_outcome",
    "staff of a part: sessions in turn": "test_parts.test_pages_that_two_people_open_in_turn_hold_nothing_of_the_others",
    "staff of a part: addresses": "test_parts.test_an_address_that_names_anothers_field_or_view_shows_ones_own",
    "staff of a part: kept answers": "test_parts.test_kept_answers_do_not_cross",
    "staff of a part: the whole college": "test_parts.test_no_number_of_the_whole_college_is_answered",
    "staff of a part: downloads": "test_parts.test_downloads_hold_ones_own_part",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_attack_is_a_test(kind):
    file, _, name = KINDS[kind].partition(".")
    tree = ast.parse((FOLDER / f"{file}.py").read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_no_kind_is_named_twice():
    assert len(set(KINDS.values())) == len(KINDS) >= 20
