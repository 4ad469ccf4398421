-- Which targets promise the same kind of thing, and whether more or less of it is better.
-- grain: one row per keyword of a measure
select
    measure_code,
    name_zh,
    name_en,
    dimension,
    keyword,
    direction,
    priority,
    note
from staging.measure
