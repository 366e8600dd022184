"""The card of a metric."""

from streamlit.testing.v1 import AppTest

from dashboard.wording import examples as words
from dashboard.wording.markdown import plain
from queries.metrics.examples import EXAMPLES
from queries.semantic.unit import MISSING


def card() -> None:
    from dashboard.cards.registry import metrics, show

    show(metrics("net_registrations"))


def test_a_metric_has_an_example_whose_rows_are_sent_when_they_are_asked_for():
    app = AppTest.from_function(card, default_timeout=60).run()
    assert plain(app.expander[0].label) == "Example: 4 seats taken, 1 dropped later → 3"
    assert not app.expander[0].table
    app.session_state["example_net_registrations"] = True
    app.run()
    assert app.expander[0].table[0].value.to_dict("list") == {
        "Why it is here": [
            "Two learners register in March.",
            "One registers in April.",
            "One registers in May.",
            "The learner of May drops in June.",
        ],
        "Seats taken": ["2", "1", "1", "0"],
        "Change in seats held": ["\\+2", "\\+1", "\\+1", "-1"],
    }


def test_codes_days_and_what_is_missing_are_shown_in_words():
    tables = {example.metric.name: words.table(example) for example in EXAMPLES}
    assert tables["cancellation_rate"]["Canceled on"].to_list() == [MISSING, MISSING, MISSING, "Feb 20, 2026"]
    assert "Canceled" in tables["refunds"]["Section"]
    assert "Employed in quarter 2" in tables["employment_q2_rate"]["Measure"]
    assert tables["cac"].row(0)[1:] == ("20", "Yes", "\\$1,500")
