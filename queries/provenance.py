"""Where a number comes from: the public sources behind an Answer, or the college's own facts."""

from datetime import date

from data.reference.caveats import CAVEATS
from data.reference.sources import SOURCES, PublicSource
from data.store import manifest
from data.store.store import Store
from queries.answer import Answer
from queries.cubes import list_statistics
from queries.cubes.awards import AWARDS_CUBE, newest_year
from queries.semantic.scope import Scope


def sources(answer: Answer) -> tuple[PublicSource, ...]:
    """The public sources that its metrics read, in the order of the metrics; none where all is the college's own."""
    by_code = {}
    for metric in answer.metrics:
        code = metric.cube.source or dict(answer.scope.where).get("list")
        if code in SOURCES:
            by_code[code] = SOURCES[code]
    return tuple(by_code.values())


def of_list(scope: Scope) -> tuple[PublicSource, ...]:
    """The public source of the program list that the scope asks for; none where it is the college's own."""
    code = dict(scope.where).get("list")
    return (SOURCES[code],) if code in SOURCES else ()


def edition(version: str, code: str) -> int | date | None:
    """How new the numbers of a public source are: the academic year of awards, the day of the newest change on a list.

    None where no one edition is held, or none is on record.
    """
    if code == AWARDS_CUBE.source:
        return newest_year(version)
    return list_statistics.edition(version, code)


def files(version: str, college: str, public: tuple[str, ...]) -> list[manifest.Source]:
    """The files that were brought for the public sources of those codes, or for the college where there are none.

    The newest first, each once; none where the numbers are generated or come with the program.
    """
    from data.ingest.plan import READERS

    codes = {reader.NAME: reader.SOURCE for reader in READERS}
    brought: dict[str, manifest.Source] = {}
    for file in reversed(Store().version(version).sources):
        is_meant = codes.get(file.reader) in public if public else file.collection == college
        if is_meant and file.reader != manifest.REMOVED:
            brought.setdefault(file.sha256, file)
    return list(brought.values())


def caveats(answer: Answer) -> tuple[str, ...]:
    """What must be known before a number of the Answer is quoted, a sentence each, none twice."""
    codes = [code for metric in answer.metrics for code in metric.caveats]
    codes += [code for source in sources(answer) for code in source.caveats]
    if sources(answer):
        codes.append("newest_published")
    elif answer.scope.college == "demo":
        codes.append("generated")
    return tuple(CAVEATS[code] for code in dict.fromkeys(codes))
