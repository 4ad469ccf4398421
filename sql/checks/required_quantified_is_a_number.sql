-- V-04: where the form asks for a number (必填量化) the target is one. A date answers for timeliness.
-- grain: one row per required number answered in words
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    t.source_cell_id,
    [t.source_cell_id, i.source_cell_id] as source_cell_ids,
    t.target_printed as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '这一栏要求「必填量化」，填的是「' || t.target_printed || '」，不是数。' as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and i.requirement = 'required_quantified'
    and t.kind = 'qualitative'
