"""CIP codes from text: restored where zeros or the dot were lost and only one code can be meant."""

import polars as pl


def six_digits(code: pl.Expr) -> pl.Expr:
    """NN.NNNN, or null where the text does not settle on one code.

    Certain are six digits; five without a dot (a leading zero was lost); three decimals (the last zero was lost, since
    there are no codes of five digits); and six or more decimals (a number that was stored in binary).
    """
    bare = code.str.replace_all(r"[\s'\"=]", "")
    whole = bare.str.extract(r"^(\d{1,2}\.\d{4})$")
    cut = bare.str.extract(r"^(\d{1,2}\.\d{3})$") + "0"
    stored = bare.str.extract(r"^(\d{1,2}\.\d{6,})$").cast(pl.Float64, strict=False)
    stored = (stored * 10_000).round().cast(pl.Int64).cast(pl.String)
    digits = pl.coalesce(bare.str.extract(r"^(\d{5,6})$"), stored).str.zfill(6)
    return pl.coalesce(whole, cut, digits.str.slice(0, 2) + "." + digits.str.slice(2, 4)).str.zfill(7)
