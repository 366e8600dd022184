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
            "What real competitors charge: import your state's list of eligible training providers on the Data page.",
            "What becomes of their completers: import DownloadPrograms.xlsx of trainingproviderresults.gov on the Data page.",
        ]
    return [
        "Other states' outcomes: import DownloadPrograms.xlsx of trainingproviderresults.gov on the Data page. Its programs, "
        "people, prices and outcomes then fill this page.",
        "Prices of the people in New Jersey: this list is partial. The state's full list of programs has the rest.",
        "Certificates of 2004 to 2019: import the IPEDS files C2004_A.zip to C2019_A.zip with HD2004.zip to HD2019.zip.",
        "People who enroll with alternative providers, and what they pay: no public file has it.",
    ]
