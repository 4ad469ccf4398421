-- The score of a self-evaluation does not exceed the weight of its indicator.
-- grain: one row per score above its weight
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    i.source_cell_id,
    [i.source_cell_id] as source_cell_ids,
    i.score_printed as printed,
    cast(i.weight as varchar) as expected,
    cast(try_cast(i.score_printed as decimal(18, 4)) - i.weight as varchar) as difference,
    '指标「'
    || i.indicator_name
    || '」得分 '
    || i.score_printed
    || ' 超过了分值 '
    || cast(cast(i.weight as double) as varchar)
    || '。' as message_zh
from core.fact_indicator as i
inner join core.fact_project as p on i.project_id = p.project_id
where i.weight is not null and try_cast(i.score_printed as decimal(18, 4)) > i.weight
