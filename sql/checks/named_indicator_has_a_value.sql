-- V-01: an indicator that is named has a value. A declared 无 is an answer.
-- grain: one row per indicator without a value
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    i.source_cell_id,
    [i.source_cell_id] as source_cell_ids,
    i.indicator_name as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '指标「' || i.indicator_name || '」没有指标值。' as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where t.kind = 'blank' and not i.declared_none
