"""What each kind of provider is, with a well-known example or two, so that a reader can place one that is not on any list."""

PROVIDER_KINDS = {
    "public_4yr": ("A public university.", "State universities"),
    "public_2yr": ("A public community or technical college.", "Miami Dade College"),
    "private_nonprofit": ("A private college that makes no profit.", "Trine University, Northeastern University"),
    "private_forprofit_college": ("A college that its owners run for profit.", "Career colleges"),
    "bootcamp": ("A school of short, intensive programs, most in computing.", "Members of CIRR"),
    "training_company": ("A company that trains people for jobs or exams.", "MedCerts"),
    "platform": ("A website that sells courses and credentials of many providers.", "Coursera"),
    "employer": ("A company or bank that certifies its own staff, customers or future staff.", "Google, banks"),
    "association": ("A professional or trade body that certifies its field.", "NASFAA"),
    "publisher": ("A publisher or testing company whose content ends in a credential.", "Publishers of textbooks and exams"),
    "community_org": ("A nonprofit that trains people in its community.", "Workforce nonprofits"),
    "apprenticeship": ("A sponsor of registered apprenticeships.", "Joint apprenticeship committees"),
    "public_secondary": ("A public high school or county vocational school; on neither side.", "County vocational schools"),
}  # fmt: skip
"""What it is, and examples, by kind of provider. A badge bank stands under the kind of the issuer of the badge."""
