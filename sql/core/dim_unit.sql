-- Units of measurement and what one of each is in its base unit.
-- grain: one row per unit code
select
    unit,
    name_zh,
    name_en,
    canonical_unit,
    factor,
    quantity_kind
from staging.unit
