-- What a unit cost pays for, found by words of the names.
-- grain: one row per keyword of a cost subject
select
    cost_subject,
    name_zh,
    name_en,
    keyword,
    priority,
    note
from staging.cost_subject
