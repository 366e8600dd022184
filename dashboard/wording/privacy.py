"""What is hidden to protect learners, in sentences."""


def sentence_of_privacy(found: dict | None) -> str:
    """How much is hidden and how far an attacker gets, in one sentence."""
    if found is None:
        return NONE
    if not found["cells"]:
        return NOBODY
    hidden = found["primary"] + found["complementary"]
    text = f"{hidden:,} of {found['cells']:,} cells about people are hidden or shown in part"
    if found["too_narrow"]:
        return f"{text}; {found['too_narrow']:,} of their numbers can be narrowed further than they should be."
    if found["narrowest"] is None:
        return f"{text}; all of them were audited when they were first published, and nothing has changed since."
    return f"{text}; the closest that anybody can come to one by the audits is a range of {found['narrowest']} people."


NONE = "This data holds no registrations, so nothing about people is published."


NOBODY = "Nothing about people can be published yet: no group of this college has a count that is known."
