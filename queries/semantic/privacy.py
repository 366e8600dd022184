"""The classes of privacy that a cube or a dimension may have."""

from typing import Literal, get_args

Privacy = Literal["public", "operational", "people"]
"""Public sources; a college's daily work, exact for its staff; what must be protected wherever it is shown."""
PRIVACY: tuple[Privacy, ...] = get_args(Privacy)
