-- V-11: satisfaction targets lie in (0, 100 %]; below 85 % they are listed.
-- grain: one row per satisfaction target below 85 %
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    t.source_cell_id,
    [t.source_cell_id, i.source_cell_id] as source_cell_ids,
    t.target_printed as printed,
    '≥85%' as expected,
    cast(null as varchar) as difference,
    '满意度目标 ' || t.target_printed || ' 低于通常的 85%。' as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and i.category = 'satisfaction'
    and t.kind = 'percent'
    and coalesce(t.canonical_low, t.canonical_high) < 85
