-- Places that money and statistics belong to: counties and the streets in them.
-- grain: one row per place
select
    place_code,
    name_zh,
    name_en,
    place_level,
    parent_code,
    district_code
from staging.place
