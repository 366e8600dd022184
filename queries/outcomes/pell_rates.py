"""The rates and amounts of Workforce Pell as formulas: 34 CFR 668.8(f), 690.94 and 690.95."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma

from data.reference.workforce_pell import Rule


@dataclass(frozen=True)
class AwardYear:
    """Regular students of a program in an award year from July to June.

    `enrolled` at any time in it; `refunded`: those who left in it and were paid back all of their charges; `open`: still
    enrolled on its last day; `completed` within one and a half times the published length. `excused` died, became unable
    to work, were called to service for more than 30 days or were incarcerated; `excused_completed` of these completed.
    """

    enrolled: int
    refunded: int
    open: int
    completed: int
    excused: int = 0
    excused_completed: int = 0


def completion_rate(year: AwardYear) -> float | None:
    """C150 ÷ (E − R100 − S), without those excused; None where nobody is left to divide by, which is no 0 and no 1."""
    base = year.enrolled - year.refunded - year.open - year.excused
    return (year.completed - year.excused_completed) / base if base > 0 else None


def value_added_usd(
    median_earnings_usd: float, poverty_guideline_usd: float, rule: Rule, price_parity: float | None = None
) -> float:
    """What a program may charge at most: adjusted median earnings less 1.5 times the poverty guideline of one person.

    `price_parity` is the index of the place, 100 for the country; None leaves earnings as they are, as where more than
    half of the students live outside the state.
    """
    adjusted = median_earnings_usd if price_parity is None else 100 * median_earnings_usd / price_parity
    return round(adjusted - rule.poverty_multiple * poverty_guideline_usd, 2)


def earnings_cohort(award_year: int, rule: Rule) -> tuple[int, int] | None:
    """Whose earnings limit tuition in an award year: the award year of completing and the calendar year of earning.

    Award years by their last year: 2031 is 2030-31. None before the first year with a limit.
    """
    if award_year < rule.first_award_year:
        return None
    cohort = award_year - rule.cohort_years_before
    return cohort, cohort + 1


def pooled(completers: Sequence[int], rule: Rule) -> int | None:
    """How many cohorts are pooled for earnings, from completers by award year, the newest first; None for too few.

    The newest alone where it is large enough, else with the year before, else with the three before.
    """
    for years in (1, 2, 4):
        if sum(completers[:years]) >= rule.cohort_least:
            return years
    return None


def chance_of_passing(successes: int, people: int, cohort: int, least: float) -> float:
    """How likely a cohort of so many people reaches a share, from the shares of the past: beta-binomial, Jeffreys' prior.

    Small cohorts pass or fail by chance: 21 of 30 in the past leave the next 30 about even.
    """
    needed = next((k for k in range(cohort + 1) if k >= least * cohort - 1e-9), cohort + 1)
    a, b = successes + 0.5, people - successes + 0.5
    return min(sum(exp(_log_beta_binomial(k, cohort, a, b)) for k in range(needed, cohort + 1)), 1.0)


def _log_beta_binomial(k: int, n: int, a: float, b: float) -> float:
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return ways + _log_beta(k + a, n - k + b) - _log_beta(a, b)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
