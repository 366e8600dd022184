"""The contract of `market_provider_types`."""

import dataframely as dy

from data.contracts.vocabulary import PROVIDER_TYPES


class MarketProviderTypes(dy.Schema):
    """What one code of a provider list stands for. Bring rows of your own to place a code otherwise."""

    list_id = dy.String(primary_key=True, min_length=1, description="Which list, e.g. `new_jersey`.")
    type_code = dy.String(primary_key=True, min_length=1, description="The list's code.")
    provider_type = dy.Enum(PROVIDER_TYPES, nullable=True, description="Our kind of provider; empty is not placed.")
    contents = dy.String(nullable=True, description="What is under the code, in words.")
    basis = dy.String(nullable=True, description="How it is known, e.g. `inferred from names`.")
