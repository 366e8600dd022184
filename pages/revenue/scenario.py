"""What if price, demand, discounts or offerings change tomorrow?"""

import streamlit as st

from dashboard import price_response, scope_bar, screen
from dashboard.address import linked
from dashboard.ask import derive, recall
from dashboard.editing import scenarios
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import scenario as scenario_words
from queries import college
from queries.revenue import scenario

head(__file__, __doc__)
scope = scope_bar.current()
titles = recall(college.titles, scope.version, scope.college)
first, second, third = st.columns(3)
name = linked(first.text_input, "Name of the scenario", key="scenario_name", max_chars=60, help="The link includes it.")
price = linked(second.number_input, "List price, %", -50.0, 100.0, 0.0, 1.0, format="%g", key="scenario_price")
with third:
    lost = price_response.draw(st.slider)
first, second = st.columns(2)
volume = linked(first.number_input, "New registrations, %", -100.0, 300.0, 0.0, 1.0, format="%g", key="scenario_volume")
discount = linked(
    second.number_input, "Discount rate, points", -50.0, 50.0, 0.0, 1.0, format="%g", key="scenario_discount"
)
with screen.folded_on_a_phone("Offerings retired or launched"):
    first, second, third, fourth = st.columns(4)
retired = linked(
    first.selectbox,
    "Close registration for",
    recall(scenario.offerings, scope),
    index=None,
    key="scenario_retired",
    format_func=lambda o: titles.get(o, o),
    placeholder="None",
)
seats = linked(
    second.number_input,
    "Seats of a launched offering",
    0.0,
    100_000.0,
    0.0,
    1.0,
    format="%g",
    key="scenario_seats",
)
at = linked(
    third.number_input,
    "Its net price, US dollars",
    0.0,
    100_000.0,
    0.0,
    10.0,
    format="%g",
    key="scenario_seat_price",
)
cost = linked(
    fourth.number_input,
    "Its total cost, US dollars",
    0.0,
    100_000_000.0,
    None,
    100.0,
    format="%g",
    key="scenario_seat_cost",
    placeholder="Not known",
)
change = scenario.Change(price / 100, volume / 100, discount / 100, retired, int(seats), at, cost, lost)
before, after = recall(scenario.play, scope, scenario.Change()), recall(scenario.play, scope, change)
show_finding(scenario_words.sentence_of_scenario, name, before, after, scope.period.label(), change)
table("The period with and without the change", derive(scenario_words.sums, before, after, scope))
for sentence in scenario_words.gaps(after):
    st.info(sentence)
table(
    "The goals with and without the change",
    derive(scenario_words.goals, after.goals, scope),
    empty="This choice has no goal.",
)
st.markdown(
    "The change takes effect the day after the as-of date; seats already taken keep their price. A new price "
    "changes new registrations as assumed above, in addition to the change set for them. The simulation is that of the Goals page. "
    "We can't estimate a headcount goal for a scenario. Contribution counts sections that start by the end of the period "
    "and leaves out promotion. Sections that are not open yet cost what last year's did."
)
scenarios.save(scope, name, change)
scenarios.saved(scope, name, change)
