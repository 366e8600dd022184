"""SOC 2018 codes that the US Bureau of Labor Statistics publishes together, and the code that stands for them.

Projections and wages have one row for home health aides and personal care aides (31-1120), which the crosswalk of
programs to occupations names apart. A code that is not here is published by itself, but for military occupations.
"""

SOC_PATTERN = r"^\d{2}-\d{4}$"

MERGED = {
    "13-1020": ("13-1021", "13-1022", "13-1023"),
    "13-2020": ("13-2022", "13-2023"),
    "21-1018": ("21-1011", "21-1014"),
    "25-2052": ("25-2055", "25-2056"),
    "25-9045": ("25-9042", "25-9043", "25-9049"),
    "29-2010": ("29-2011", "29-2012"),
    "31-1120": ("31-1121", "31-1122"),
    "39-7010": ("39-7011", "39-7012"),
    "47-4090": ("47-4091", "47-4099"),
    "51-2028": ("51-2022", "51-2023"),
    "51-2090": ("51-2092", "51-2099"),
    "53-1047": ("53-1042", "53-1043", "53-1044", "53-1049"),
}
"""SOC codes by the published code that stands for them."""

PUBLISHED_AS = {soc: published for published, codes in MERGED.items() for soc in codes}
"""The published code by SOC code."""
NO_OCCUPATION, NO_PROGRAM = "99-9999", "99.9999"
"""What the crosswalk writes for a program without an occupation, and for an occupation without a program."""
