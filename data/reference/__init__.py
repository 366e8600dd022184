"""Closed lists: sources, caveats, outcome definitions, periods, the format rule and the audience."""
