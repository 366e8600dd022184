"""Goals in a file: which are refused, which are taken with a warning, and which take the place of others."""


def test_goals_of_no_metric_and_two_goals_for_one_thing_are_quarantined_and_an_unknown_field_is_named(checked):
    goals = (
        "goal_id,metric,scope,scope_value,period,target,phasing\n"
        "g1,registrations,all,,FY2026,100,flat\n"  # no such metric
        "g2,net_revenue,field,99,FY2026,100,flat\n"  # nothing of the college is of this field
        "g3,net_revenue,all,,FY2026,100,flat\n"  # two targets …
        "g4,net_revenue,all,,FY2026,200,flat\n"  # … for one thing
        "g5,net_revenue,school,,FY2026,200,flat\n"  # which school?
        "g6,headcount,field,48,FY2026,200,flat\n"  # good
    )
    report = checked("r1,s1,l1,2025-01-15,,500,0,0,in_progress,\n", goals)[-1]
    assert (report.rows_accepted, report.rows_to_check, report.rows_quarantined) == (1, 1, 4)
    assert {c.code for c in report.reasons} == {"not_a_metric", "two_goals", "goal_for_nothing", "unknown_choice"}


def test_a_share_over_100_percent_is_refused_and_a_goal_that_no_number_can_answer_is_named(checked):
    goals = (
        "goal_id,metric,scope,scope_value,period,target,phasing\n"
        "g1,completion_rate,all,,FY2026,70,flat\n"  # 70% is 0.7
        "g2,completion_rate,all,,FY2025,0.7,flat\n"  # good
        "g3,inquiries,school,Health,FY2026,100,flat\n"  # counted by field
        "g4,completions,all,,2026-Q1,50,flat\n"  # counted by year
    )
    report = checked("r1,s1,l1,2025-01-15,,500,0,0,in_progress,\n", goals)[-1]
    assert report.quarantined_why == {"target: a share is from 0 to 1: write 0.7 for 70%": 1}
    assert {d.code for d in report.doubts} >= {"goal_not_cut", "goal_by_year"}
    assert report.rows_to_check == 2


def test_a_goal_for_the_same_thing_takes_the_place_of_the_held_one_and_says_so(bring, facts):
    head = "goal_id,metric,scope,scope_value,period,target,phasing\n"
    bring(head + "g1,net_revenue,all,,FY2026,100,flat\n")
    (report,) = bring(head + "g2,net_revenue,all,,FY2026,200,flat\n")
    assert facts("goals").select("goal_id", "target").rows() == [("g2", 200.0)]
    assert [d.code for d in report.doubts] == ["goal_replaced"]
