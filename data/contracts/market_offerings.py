"""The contract of `market_offerings`."""

import dataframely as dy

from data.contracts.vocabulary import CIP_PATTERN, MODALITIES, PROVIDER_TYPES, STATE_PATTERN


class MarketOfferings(dy.Schema):
    """One program on one edition of a public program list."""

    list_id = dy.String(primary_key=True, min_length=1, description="Which list, for example `texas`.")
    edition = dy.Date(primary_key=True, description="Day of the newest change on the list.")
    program_id = dy.String(primary_key=True, min_length=1, description="The list's own key of the program.")
    title = dy.String(min_length=1, description="Title as listed.")
    provider_id = dy.String(min_length=1, description="The list's own key of the provider.")
    provider = dy.String(min_length=1, description="Name of the provider as listed.")
    provider_type = dy.Enum(PROVIDER_TYPES, nullable=True, description="What kind of organization offers it.")
    state = dy.String(nullable=True, regex=STATE_PATTERN, description="State in which it is offered.")
    cip_code = dy.String(nullable=True, regex=CIP_PATTERN, description="CIP 2020 code, NN.NNNN.")
    price_usd = dy.Float64(nullable=True, min=0, max=1_000_000, description="Tuition and fees as listed, US dollars.")
    weeks = dy.Float64(nullable=True, min_exclusive=0, max=520, description="Length in weeks.")
    contact_hours = dy.Float64(nullable=True, min_exclusive=0, max=10_000, description="Scheduled hours.")
    modality = dy.Enum(MODALITIES, nullable=True, description="How it is taught.")
    served = dy.Int64(nullable=True, min=0, description="People who took part, where the list states them.")
    completed = dy.Int64(nullable=True, min=0, description="People who completed, where the list states them.")
