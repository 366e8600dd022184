"""Demand for programs in sentences: openings, what they pay and what they ask for."""

import polars as pl

from dashboard.wording.counts import listed
from dashboard.wording.shares import percent
from dashboard.wording.states import STATES
from data.reference.state_codes import COUNTRY
from queries.semantic.unit import COUNT, USD
from queries.strategy.demand import FEWEST_AWARDS, NOT_A_SHORTAGE
from queries.strategy.demand_choice import OURS
from queries.strategy.demand_pairs import Choices

SPLITS = {
    "awards": "Awards of each program",
    "employment": "Awards spread by jobs",
    "openings": "Awards spread by openings",
}
LEVELS = {
    "certificates": "Certificates below the bachelor's degree",
    "short_awards": "Certificates and associate degrees",
    "awards": "Awards at every level",
}
HOW = {
    "awards": "by the awards of each program",
    "employment": "by awards, after each program's awards are spread over its occupations by jobs",
    "openings": "by awards, after each program's awards are spread over its occupations by openings",
}
PER_AWARD = "Openings a year divided by the awards that colleges gave in a year."
NO_STATISTICS = (
    "This data version was made by an older release and has no statistics of occupations. Choose the newest version."
)
NO_OFFERING = "The college has no offering in this field. Choose every program, or another field."
NO_LINK = "The federal crosswalk links this choice to no occupation with published openings here. Choose another program or place."
NO_TECHNOLOGY = "Postings for these occupations often name no technology."
WHOLE_STATE = "The whole state"
NO_POSTINGS = "No sector of job postings is assigned to these occupations."
NO_SKILLS = (
    "The catalog names no skills for this choice. Fill the column `skills` of the offerings file to compare them."
)
SOURCES = (
    "Openings are the yearly average from 2024 to 2034. They are not training needs: experienced workers fill many of them. "
    "The federal crosswalk says which occupations a program prepares for. Sources: NCES and BLS, CIP–SOC crosswalk; BLS, "
    "employment projections and OEWS of May 2025; BEA, price parities; O*NET, job zones; NCES, IPEDS completions."
)
MUCH_PREPARATION = 4
_EDUCATIONS = {
    "high school": "high school or less",
    "some college": "up to an associate degree",
    "bachelor": "a bachelor's degree or more",
}


def openings(number: float | None) -> str:
    """A count of openings to three digits, as far as an estimate goes: `185,000`, `4,230`, `87`."""
    if number is None:
        return COUNT.exact(None)
    step = 10 ** max(0, len(f"{abs(number):.0f}") - 3)
    return f"{round(number / step) * step:,.0f}"


def wage(number: float | None) -> str:
    """A wage a year in whole dollars."""
    return USD.exact(number)


def average_wage(number: float | None) -> str:
    """An average of wages, which is no more exact than hundreds of dollars."""
    return USD.exact(None if number is None else round(number / 100) * 100)


def index(number: float | None) -> str:
    """Openings per award to two digits: `0.9`, `4.2`, `22`."""
    if number is None:
        return COUNT.exact(None)
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}"


def place(area: str) -> str:
    """Where: `in Texas`, `in the United States`."""
    return "in the United States" if area == COUNTRY else f"in {STATES.get(area, area)}"


def subject(chosen: str, label: str) -> str:
    """What is asked about, as the subject of a sentence."""
    return "Our offerings" if chosen == OURS else label.removesuffix(" (ours)")


def sentence_of_demand(row: pl.DataFrame, chosen: str, label: str) -> str:
    """How many openings a choice has, what they are made of, and openings per award."""
    if row.is_empty():
        return ""
    whole = row.row(0, named=True)
    name, where = subject(chosen, label), place(whole["area"])
    if not whole["openings"]:
        return (
            f"Colleges {where} gave no award in {name.removeprefix('Our offerings') or 'the programs of our offerings'}, so no openings "
            f"are counted for it. Its occupations have about {openings(whole['reach'])} openings a year in all."
        )
    leave, move, grow = (max(0.0, whole[part]) for part in ("exits", "transfers", "growth"))
    if whole["growth"] >= 0:
        leaving, moving, growing = (percent(part / whole["openings"]) for part in (leave, move, grow))
        parts = f"Of these, {leaving} come from people who leave work, {moving} from people who change occupation and {growing} from growth"
    else:  # shares would come to more than all of it
        parts = (
            f"About {openings(leave)} people leave work and {openings(move)} change occupation, while about "
            f"{openings(-whole['growth'])} jobs go away"
        )
    text = f"{name}: about {openings(whole['openings'])} openings a year {where}"
    if whole["per_award"] is not None:
        text += (
            f", {index(whole['per_award'])} for each of the {whole['awards']:,} awards of colleges in {whole['year']}"
        )
    text += f". {parts}."
    return text


def sentence_of_index(row: pl.DataFrame, choices: Choices, origin: str = "") -> str:
    """Both ways to share openings, what the index leaves out, and where the openings of a state come from."""
    whole = row.row(0, named=True)
    estimate = f" {origin}" if origin else ""
    if whole["awards"] is None:
        return origin
    if whole["per_award"] is None:
        few = f"There are fewer than {FEWEST_AWARDS} awards, too few for openings per award."
        return f"{few} {NOT_A_SHORTAGE}{estimate}"
    other = "jobs" if choices.split == "awards" else "awards alone"
    ours, theirs = index(whole["per_award"]), index(whole["per_award_other"])
    beside = "as many" if ours == theirs else f"{theirs} for each award instead of {ours}"
    return (
        f"Openings are divided among programs {HOW[choices.split]}. Divided by {other}, there would be {beside}. "
        f"{NOT_A_SHORTAGE}{estimate}"
    )


def sentence_of_education(frame: pl.DataFrame, zones: pl.DataFrame) -> str:
    """What the openings typically ask for at entry, least first, and how many take much preparation by O*NET's job zones."""
    parts = [f"{_EDUCATIONS[step]} ({percent(part)})" for step, part in frame.select("education", "part").rows()]
    if not parts:
        return ""
    text = f"At entry, these openings typically ask for {listed(parts)}."
    if zones.is_empty():
        return text
    much = float(zones.filter(pl.col("job_zone") >= MUCH_PREPARATION)["part"].sum())
    return f"{text} O*NET puts {percent(much)} of them in its job zones {MUCH_PREPARATION} and 5, which take years of preparation."


def sentence_of_bar(part: float | None, hourly_usd: float, guideline: tuple[int, float] | None) -> str:
    """How many openings are in occupations that reach a bar near entry; `guideline`: the year and amount that it rests on."""
    if part is None:
        return "Pay near entry is not known for these occupations."
    rests_on = "" if guideline is None else (
        f" The bar is 1.5 times the poverty guideline of {guideline[0]} for one person ({USD.exact(guideline[1])} a year), over 2,080 "
        "hours. It is not a local living wage. Set your own."
    )  # fmt: skip
    return (
        f"{percent(part)} of these openings are in occupations that pay {USD.exact(hourly_usd)} an hour or more near entry, at "
        f"national prices.{rests_on}"
    )


def sentence_of_left_out(choices: Choices) -> str:
    """Which occupations are left out unless they are asked for, and why."""
    kinds = {"postsecondary_teacher": "teachers at colleges", "supervisor": "first-line supervisors"}
    names = [kinds[kind] for kind in choices.left_out]
    if not names:
        return "Teachers at colleges and first-line supervisors are counted."
    why = "The crosswalk links them to nearly every program, and they take a degree or years of work"
    return f"{' and '.join(names).capitalize()} are left out. {why}. Choose them above to count them."


def place_of(row: pl.DataFrame) -> str:
    """Where the numbers of a total are of."""
    return place(row["area"][0])


def sentence_of_unmatched(frame: pl.DataFrame, row: pl.DataFrame) -> str:
    """How many openings no program has a share of."""
    sums = dict(frame.select("reason", "openings").rows())
    whole = sum(value or 0 for value in sums.values())
    if not whole:
        return ""
    shared = (sums.get("matched") or 0) / whole
    return f"{percent(shared)} of about {openings(whole)} openings a year {place_of(row)} are divided among programs. The table says where the rest are."


def beside_wage(row: pl.DataFrame) -> str:
    """What stands beside the median wage: what is paid near entry, and in a state the median at national prices."""
    whole = row.row(0, named=True)
    if whole["wage_p25"] is None:
        return ""
    if whole["area"] != COUNTRY and whole["wage_real"] is not None:
        return f"{average_wage(whole['wage_real'])} at national prices"
    return f"{average_wage(whole['wage_p25'])} near entry"


def sentence_of_skills(technologies: pl.DataFrame, rated: pl.DataFrame) -> str:
    """Which technologies most openings ask for, and which soft skills matter more than elsewhere."""
    sentences = []
    if technologies.height:
        (first, part), *others = technologies.head(3).select("technology", "part").rows()
        named = [
            f"{first} (in occupations with {percent(part)} of these openings)",
            *(f"{name} ({percent(share)})" for name, share in others),
        ]
        sentences.append(f"Most in demand: {listed(named)}.")
    soft = rated.filter(pl.col("kind") != "Technical skill").sort(["difference", "name"], descending=[True, False])
    above = soft.filter(pl.col("difference") > 0).head(3)
    if above.height:
        sentences.append(
            f"More important than in other occupations: {listed([name.lower() for name in above['name']])}."
        )
    return " ".join(sentences)


def sentence_of_postings(frame: pl.DataFrame) -> str:
    """Where postings stand in the sector of most openings, beside the start of 2020 and a year before."""
    rows = frame.drop_nulls("change")
    if rows.is_empty():
        return ""
    top = rows.row(0, named=True)
    beside = top["value"] / 100 - 1
    level = f"{percent(abs(beside))} {'above' if beside >= 0 else 'below'} February 2020"
    way = f"{percent(abs(top['change']))} {'more' if top['change'] >= 0 else 'fewer'} than a year earlier"
    return (
        f"Postings in {top['sector']}, the sector of {percent(top['part'])} of these openings, were {level} in {top['month']:%B %Y} and "
        f"{way}. Later months are not in the data."
    )


def sentence_of_past(past: pl.DataFrame) -> str:
    """What the same publisher expected before and what came, and that no past projection by occupation is at hand."""
    none = (
        "No earlier projections by occupation are in the data, so we can't say how close they come for one occupation."
    )
    if past.is_empty():
        return none
    row = past.row(0, named=True)
    expected, came = row["forecast"] / row["naive"] - 1, row["actual"] / row["naive"] - 1
    return (
        f"For the {row['lead_years']} years to {row['issued_for']}, the Bureau of Labor Statistics expected all employment to grow by "
        f"{100 * expected:.1f}%; it grew by {100 * came:.1f}%. {none}"
    )


def sentence_of_scores(scores: pl.DataFrame) -> str:
    """How far forecasts of postings were off a year ahead."""
    year = scores.filter(pl.col("lead") == pl.col("lead").max()) if scores.height else scores
    if year.is_empty():
        return ""
    row = year.row(0, named=True)
    return f"Forecasts of postings {row['lead']} months ahead were off by {percent(row['error_share'])} on average; repeating the last value, by {percent(row['naive_share'])}."
