"""The poverty guidelines that pages count with."""

import streamlit as st

from data.reference import poverty_guidelines
from data.reference.poverty_guidelines import Guidelines
from data.reference.rule_file import BadRule
from data.store.home import home


def guidelines() -> Guidelines:
    """Those of the data folder, or the shipped ones; says so where the file of the data folder cannot be used."""
    try:
        return poverty_guidelines.guidelines(home())
    except BadRule as error:
        st.warning(f"{error} The shipped guidelines are used.")
        return poverty_guidelines.shipped()
