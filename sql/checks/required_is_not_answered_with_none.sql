-- A kind of indicator that the form requires is not answered with 无.
-- grain: one row per required kind answered with 无
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    i.source_cell_id,
    [i.source_cell_id] as source_cell_ids,
    '无' as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '「' || i.level2_printed || '」是必填的，却写了「无」。' as message_zh
from core.fact_indicator as i
inner join core.fact_project as p on i.project_id = p.project_id
where i.declared_none and i.requirement in ('required', 'required_quantified')
