"""A session with an engine: opened by its address, and closed where it was opened here."""

# Why: decision 162.

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from data.publish.spark_tasks import place
from data.store.home import StoreError

ACTIVE = "active"
"""The engine of the platform on which this process runs, or of the notebook."""


class EngineFailed(StoreError):
    """The engine could not count the college; nothing has changed."""


@contextmanager
def opened(address: str, scratch: str) -> Generator[Any]:
    """A session with the engine. It is closed afterwards only if it was opened here."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineFailed(
            "Counting on Spark needs its library: run `make setup-spark` in the folder of the dashboard."
        ) from None
    if address == ACTIVE:
        yield SparkSession.getActiveSession() or SparkSession.builder.getOrCreate()
        return
    builder = SparkSession.builder.appName("microcredential-dashboard")
    if address.startswith("sc://"):
        builder = builder.remote(address)
    else:
        builder = builder.master(address)
    if address.startswith("local"):
        # Workers are on this machine: with this Python, out of reach of others, and nothing of learners outside of scratch.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        local = {"spark.local.dir": place(f"{scratch}/work")[1], "spark.ui.showConsoleProgress": "false"}
        builder = builder.config(map={"spark.ui.enabled": "false"} | local)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()
