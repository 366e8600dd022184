"""Whether a Java runtime is there, and how Debian gets one: `python -m tests.spark.java` installs it."""

import os
import shutil
import subprocess
from pathlib import Path

ASKED = "openjdk-21-jre-headless", "openjdk-17-jre-headless", "default-jre-headless"
"""What Debian and Ubuntu call it, newest first."""


def found() -> bool:
    """Whether Spark finds Java."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java") is not None or (home is not None and (Path(home) / "bin" / "java").exists())


def install() -> None:
    """Install one where that needs no question: as root, with apt. Elsewhere a sentence says what is missing."""
    if found():
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing a Java runtime for the tests …", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        for package in ASKED:
            command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
            if (
                subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
                == 0
            ):
                break
    if not found():
        print("There is no Java runtime here, so the tests on Spark are skipped. Install Java 17 or later to run them.")


if __name__ == "__main__":
    install()
