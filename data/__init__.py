"""What is true: contracts, readers, versions and cubes. Knows no question and no screen."""

import os

# Why: decision 184. Polars reads this as it is loaded, so this package comes before it.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:100,muzzy_decay_ms:0")
