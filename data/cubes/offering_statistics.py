"""Cube `offering_statistics`: published counts and quartiles of program lists that are not shipped row by row."""

import dataframely as dy

from data.contracts.vocabulary import MODALITIES, PROVIDER_TYPES


class OfferingStatistics(dy.Schema):
    """Counts and quartiles over the programs of one list in one cell of state × field × provider type × modality.

    A null in state, cip, provider_type or modality means all of them: roll-ups are published, since quartiles of
    parts do not give quartiles of the whole.
    """

    list_id = dy.String(primary_key=True, description="Which list was counted.")
    state = dy.String(nullable=True, description="Two-letter US postal code; null is all.")
    cip = dy.String(nullable=True, description="CIP2 `NN` or CIP4 `NN.NN`; null is all.")
    provider_type = dy.Enum(PROVIDER_TYPES, nullable=True, description="Kind of provider; null is all.")
    side = dy.Enum(("institution", "alternative"), nullable=True, description="Side of the comparison; null is all.")
    modality = dy.Enum(MODALITIES, nullable=True, description="How it is taught; null is all.")
    programs = dy.Int64(description="Programs in the cell.")
    providers = dy.Int64(description="Distinct providers in the cell.")
    price_n = dy.Int64(description="Programs with a price.")
    price_q1_usd = dy.Float64(nullable=True, description="First quartile of price, US dollars.")
    price_median_usd = dy.Float64(nullable=True, description="Median price, US dollars.")
    price_q3_usd = dy.Float64(nullable=True, description="Third quartile of price, US dollars.")
    hours_n = dy.Int64(description="Programs with contact hours.")
    hours_q1 = dy.Float64(nullable=True, description="First quartile of contact hours.")
    hours_median = dy.Float64(nullable=True, description="Median contact hours.")
    hours_q3 = dy.Float64(nullable=True, description="Third quartile of contact hours.")
    weeks_n = dy.Int64(description="Programs with a length.")
    weeks_q1 = dy.Float64(nullable=True, description="First quartile of weeks.")
    weeks_median = dy.Float64(nullable=True, description="Median weeks.")
    weeks_q3 = dy.Float64(nullable=True, description="Third quartile of weeks.")
    price_per_hour_n = dy.Int64(description="Programs with price and contact hours.")
    price_per_hour_q1_usd = dy.Float64(nullable=True, description="First quartile of price per contact hour.")
    price_per_hour_median_usd = dy.Float64(nullable=True, description="Median price per contact hour.")
    price_per_hour_q3_usd = dy.Float64(nullable=True, description="Third quartile of price per contact hour.")
