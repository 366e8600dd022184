Let revenue and enrollment pages answer first, and give a goal the word of its chance
