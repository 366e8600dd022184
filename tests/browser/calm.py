"""`python -m tests.browser.calm` is `python -m dashboard`, but for what works ahead of readers while they read.

Where two servers do so beside two browsers, nothing is left for the tests. What that work is, `tests/dashboard/test_ahead.py`
shows; a test with a server of its own has it in the background, as readers do.
"""

from dashboard import ahead
from dashboard.cli import main

if __name__ == "__main__":
    ahead.start = lambda: None
    main()
