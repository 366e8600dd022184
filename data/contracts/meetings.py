"""How the days and the time of meetings are written."""

DAYS_PATTERN = r"^M?T?W?R?F?S?U?$"
TIME_PATTERN = r"^([01]?\d|2[0-3]):?[0-5]\d(:[0-5]\d)?( ?[AaPp]\.?[Mm]\.?)?$"
"""With or without colon, seconds, AM and PM, as spreadsheets and student systems write it."""
