"""Which sector of job postings an occupation belongs to, by how its SOC code begins; the longest beginning counts.

Indeed names sectors by job titles and publishes no codes. The beginnings are ours, read off its examples of titles. An
occupation under none of them has no sector.
"""

BASIS = "assigned by us from the sectors' examples of job titles"
_BEGINNINGS = {
    "Accounting": ("13-201", "13-208", "43-303", "43-305", "43-301"),
    "Administrative Assistance": ("43-1", "43-2", "43-4", "43-6", "43-9"),
    "Architecture": ("17-101", "17-3011", "27-1025"),
    "Arts & Entertainment": ("27-1", "27-2"),
    "Banking & Finance": ("13-2", "43-30", "43-307", "41-3031", "43-413"),
    "Beauty & Wellness": ("39-5", "31-9011"),
    "Childcare": ("39-9011", "25-2011", "11-9031"),
    "Civil Engineering": ("17-2051", "17-2081", "17-3022", "19-5011"),
    "Cleaning & Sanitation": ("37-1011", "37-2"),
    "Community & Social Service": ("21-",),
    "Construction": ("47-",),
    "Customer Service": ("43-405",),
    "Dental": ("29-102", "29-1292", "31-9091"),
    "Driving": ("53-3",),
    "Education & Instruction": ("25-",),
    "Electrical Engineering": ("17-2071", "17-2072", "17-3023"),
    "Food Preparation & Service": ("35-",),
    "Hospitality & Tourism": ("39-6", "39-7", "43-4081", "11-9081"),
    "Human Resources": ("13-107", "13-114", "13-115", "11-3121", "43-4161"),
    "IT Operations & Helpdesk": ("11-3021", "15-1212", "15-123", "15-124"),
    "Industrial Engineering": ("17-2111", "17-2112", "17-3026"),
    "Information Design & Documentation": ("13-1111", "15-1211", "27-3042"),
    "Installation & Maintenance": ("49-",),
    "Legal": ("23-", "13-1041"),
    "Loading & Stocking": ("53-7",),
    "Logistic Support": ("13-1081", "11-3071", "43-5"),
    "Management": ("11-",),
    "Marketing": ("11-2", "13-1161"),
    "Mathematics": ("15-2",),
    "Media & Communications": ("27-3", "27-4"),
    "Medical Information": ("29-2072", "29-9021", "31-9094", "43-6013"),
    "Medical Technician": ("29-2", "31-909"),
    "Nursing": ("29-114", "29-115", "29-116", "29-117", "29-2061", "31-1131"),
    "Personal Care & Home Health": ("31-11", "39-9"),
    "Pharmacy": ("29-1051", "29-2052", "31-9095"),
    "Physicians & Surgeons": ("29-12", "29-104", "29-107", "29-108"),
    "Production & Manufacturing": ("51-",),
    "Project Management": ("13-1082",),
    "Retail": ("41-1011", "41-2"),
    "Sales": ("41-",),
    "Scientific Research & Development": ("19-1", "19-2", "19-4", "11-9121"),
    "Security & Public Safety": ("33-",),
    "Software Development": ("15-1221", "15-125", "15-1299"),
    "Sports": ("27-202", "39-9031", "39-9032"),
    "Therapy": ("29-112", "31-2"),
    "Veterinary": ("29-1131", "29-2056", "31-9096", "39-2021"),
}
_BY_BEGINNING = {start: sector for sector, starts in _BEGINNINGS.items() for start in starts}
SECTORS = tuple(_BEGINNINGS)
"""Every sector of postings, by its name."""


def sector(soc_code: str) -> str | None:
    """The sector of an occupation, None where it has none."""
    starts = [start for start in _BY_BEGINNING if soc_code.startswith(start)]
    return _BY_BEGINNING[max(starts, key=len)] if starts else None
