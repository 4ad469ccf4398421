-- Where money comes from, and which source is part of which.
-- grain: one row per fund source
select
    fund_source,
    name_zh,
    name_en,
    parent_fund_source
from staging.fund_source
