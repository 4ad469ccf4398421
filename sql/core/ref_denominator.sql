-- What a unit cost is per: found by the unit code, else by words of the name and the counted noun.
-- grain: one row per keyword of a denominator
select
    denominator,
    name_zh,
    name_en,
    matched_in,
    keyword,
    priority,
    note
from staging.denominator
