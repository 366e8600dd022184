"""What the comparison of both sides cannot say, and the files that would say it."""

from queries.strategy.versus_view import FEDERAL, KNOWN, View


def missing(view: View) -> list[str]:
    """What the page cannot say, and the file that would say it."""
    if view.market == FEDERAL:
        return [
            "The years of these results: the file does not state them.",
            "Programs whose numbers are suppressed: they are counted as programs and in no sum of people.",
            "People who enroll outside the states' lists, and what they pay: no public file has it.",
        ]
    if view.market == KNOWN:
        return [
            "What real competitors charge: drop your state's list of eligible training providers on the page Data.",
            "What becomes of their completers: drop DownloadPrograms.xlsx of trainingproviderresults.gov on the page Data.",
        ]
    return [
        "Other states' outcomes: drop DownloadPrograms.xlsx of trainingproviderresults.gov on the page Data. Its programs, "
        "people, prices and outcomes then fill this page.",
        "Prices of the people in New Jersey: the list at hand is partial. The state's full program list would fill it.",
        "Certificates of 2004 to 2019: drop the IPEDS files C2004_A.zip to C2019_A.zip with HD2004.zip to HD2019.zip on Data.",
        "People who enroll with alternative providers, and what they pay: no public file has it.",
    ]
