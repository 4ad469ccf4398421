-- The closed list of second-level indicators and the first level each belongs to.
-- grain: one row per indicator dimension
select
    dimension,
    name_zh,
    name_en,
    category,
    category_name_zh,
    category_name_en,
    scheme,
    sort_order
from staging.indicator_category
