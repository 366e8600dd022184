"""Names of our columns as a form shows them."""

_ENDINGS = {"_usd": " (US dollars)", "_id": " ID", "_on": " day"}


def column_name(column: str) -> str:
    """The column in words: `registered_on` is “Registered day”, `gross_usd` “Gross (US dollars)”."""
    for ending, words in _ENDINGS.items():
        if column.endswith(ending):
            return column.removesuffix(ending).replace("_", " ").capitalize() + words
    return column.replace("_", " ").capitalize().replace("Cip", "CIP").replace("Soc ", "SOC ")
