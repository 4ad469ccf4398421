-- Denominators: population, communities and the like, with source and grade.
-- grain: one row per place, statistic, as-of date and source
select
    place_code,
    statistic,
    value,
    unit,
    as_of,
    definition,
    source_title,
    source_address,
    source_grade,
    is_primary,
    note
from staging.place_statistic
