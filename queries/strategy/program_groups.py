"""Plain names of program groups: the four-digit CIP codes that certificates and short programs are listed under."""

from queries.semantic.dimensions import FIELDS

GROUPS = {
    "01.00": "Agriculture, general", "01.01": "Agricultural business", "01.02": "Agricultural mechanics",
    "01.03": "Agricultural production", "01.05": "Animal services", "01.06": "Horticulture and landscaping",
    "01.80": "Veterinary medicine", "01.83": "Veterinary assisting", "03.01": "Conservation", "03.02": "Resource management",
    "03.05": "Forestry", "03.06": "Wildlife management", "04.02": "Architecture", "04.09": "Architectural technology",
    "04.10": "Real estate development", "09.01": "Communication studies", "09.04": "Journalism",
    "09.07": "Radio, television and digital media", "09.09": "Public relations and advertising",
    "10.02": "Audiovisual technology", "10.03": "Graphic communications", "11.01": "Computing and AI, general",
    "11.02": "Programming", "11.03": "Data processing", "11.04": "Information science", "11.05": "Systems analysis",
    "11.06": "Data entry and office software", "11.07": "Computer science", "11.08": "Web, media and data tools",
    "11.09": "Networking and cloud", "11.10": "IT administration and security", "11.99": "Computing, other",
    "12.03": "Funeral services", "12.04": "Cosmetology and barbering", "12.05": "Culinary arts", "12.06": "Casino operations",
    "13.01": "Education, general", "13.02": "Bilingual education", "13.03": "Curriculum and instruction",
    "13.04": "Education administration", "13.05": "Instructional design and technology", "13.06": "Educational assessment",
    "13.10": "Special education", "13.11": "Student counseling", "13.12": "Teaching by level", "13.13": "Teaching by subject",
    "13.14": "Teaching English as a second language", "13.15": "Teaching assistants", "14.01": "Engineering, general",
    "14.02": "Aerospace engineering", "14.09": "Computer engineering", "14.10": "Electrical engineering",
    "14.19": "Mechanical engineering", "14.24": "Ocean engineering", "14.25": "Petroleum engineering",
    "14.35": "Industrial engineering", "14.36": "Manufacturing engineering", "15.00": "Engineering technology, general",
    "15.01": "Architectural engineering technology", "15.02": "Civil engineering technology",
    "15.03": "Electronics technology", "15.04": "Automation and robotics", "15.05": "Environmental and energy technology",
    "15.06": "Manufacturing technology", "15.07": "Quality and safety technology", "15.08": "Mechanical technology",
    "15.09": "Mining and petroleum technology", "15.10": "Construction technology", "15.11": "Surveying and related technology",
    "15.12": "Computer technology", "15.13": "Drafting and CAD", "15.14": "Nuclear technology", "15.15": "Engineering management",
    "15.17": "Energy systems technology", "16.01": "Linguistics and interpreting", "16.09": "Romance languages",
    "16.16": "Sign language", "16.17": "Second language learning", "19.02": "Family and consumer sciences business", "19.05": "Foods and nutrition",
    "19.06": "Housing and human environments", "19.07": "Child care and development", "19.09": "Apparel and textiles",
    "22.00": "Legal studies", "22.03": "Paralegal and legal support", "23.01": "English, general", "23.13": "Writing",
    "24.01": "Liberal arts", "26.01": "Biology, general", "26.02": "Biochemistry", "26.04": "Cell biology", "26.09": "Physiology",
    "26.12": "Biotechnology", "27.01": "Mathematics", "27.05": "Statistics", "28.06": "Military strategy",
    "29.02": "Intelligence and cyber operations", "30.08": "Mathematics and computing", "30.30": "Computational science",
    "30.70": "Data science", "30.71": "Data analytics", "30.99": "Interdisciplinary, other", "31.01": "Recreation studies",
    "31.03": "Recreation facilities", "31.05": "Fitness and sports studies", "32.01": "Basic skills", "36.01": "Leisure activities",
    "38.01": "Philosophy", "39.02": "Bible studies", "40.01": "Physical sciences", "40.05": "Chemistry", "40.06": "Earth sciences",
    "40.08": "Physics", "41.00": "Science technology", "41.01": "Biology technicians", "41.02": "Nuclear and radiologic technicians",
    "41.03": "Physical science technicians", "42.01": "Psychology", "42.28": "Applied psychology",
    "43.01": "Criminal justice and policing", "43.02": "Fire protection", "43.03": "Homeland security and emergencies",
    "43.04": "Security science and forensics", "44.00": "Human services", "44.02": "Community organization",
    "44.04": "Public administration", "44.07": "Social work", "45.04": "Criminology", "45.07": "Geography and mapping",
    "46.00": "Construction trades, general", "46.01": "Masonry", "46.02": "Carpentry", "46.03": "Electricians and line work",
    "46.04": "Building maintenance and finishing", "46.05": "Plumbing and pipefitting", "46.99": "Construction trades, other",
    "47.00": "Mechanics and repair, general", "47.01": "Electrical and electronics repair", "47.02": "Heating and air conditioning",
    "47.03": "Heavy and industrial equipment", "47.04": "Precision systems repair", "47.06": "Vehicle maintenance", "47.07": "Energy systems maintenance",
    "48.00": "Precision production, general", "48.05": "Machining and welding", "48.07": "Woodworking", "48.08": "Boilermaking",
    "49.01": "Air transportation", "49.02": "Trucking and heavy equipment", "49.03": "Marine transportation",
    "49.99": "Transportation, other", "50.01": "Arts, general", "50.03": "Dance", "50.04": "Design", "50.05": "Theater",
    "50.06": "Film, video and photography", "50.07": "Fine and studio arts", "50.09": "Music", "50.10": "Arts management",
    "51.00": "Health services, general", "51.01": "Chiropractic", "51.02": "Speech and hearing", "51.05": "Advanced dentistry",
    "51.06": "Dental support", "51.07": "Health administration and coding", "51.08": "Medical assisting",
    "51.09": "Diagnostic and emergency care", "51.10": "Laboratory science and phlebotomy", "51.11": "Preparation for medical study",
    "51.15": "Mental health and addiction", "51.18": "Eye care", "51.20": "Pharmacy", "51.22": "Public health",
    "51.23": "Rehabilitation and therapy", "51.26": "Health aides", "51.27": "Medical illustration and informatics",
    "51.31": "Dietetics", "51.32": "Health ethics", "51.33": "Alternative medicine", "51.35": "Massage and bodywork",
    "51.38": "Registered nursing", "51.39": "Practical nursing and nurse aides", "52.01": "Business, general", "52.02": "Management and operations",
    "52.03": "Accounting and bookkeeping", "52.04": "Office administration", "52.05": "Business communication",
    "52.06": "Managerial economics", "52.07": "Entrepreneurship", "52.08": "Finance", "52.09": "Hospitality",
    "52.10": "Human resources", "52.11": "International business", "52.12": "Information systems management",
    "52.13": "Business analytics and statistics", "52.14": "Marketing", "52.15": "Real estate", "52.16": "Taxation",
    "52.17": "Insurance", "52.18": "Sales and merchandising", "52.19": "Specialized sales", "52.20": "Construction management",
    "52.21": "Telecommunications management",
}  # fmt: skip


def group_title(code: str) -> str:
    """The group in plain words where they name it alone, as in a chart without much room; else with its code."""
    return GROUPS.get(code) or group_name(code)


def group_name(code: str) -> str:
    """The group in plain words with its code, since some names are near; the field's name where none is kept here."""
    return f"{GROUPS.get(code) or FIELDS.get(code[:2], 'CIP')} ({code})"
