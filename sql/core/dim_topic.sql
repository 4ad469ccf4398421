-- Policy topics, with the functional codes proposed for them.
-- grain: one row per policy topic
select
    topic_code,
    name_zh,
    name_en,
    function_code,
    cofog_code,
    note
from staging.topic
