-- S-01: a project form holds indicators. One that holds none was cut, or could not be read.
-- grain: one row per project without an indicator
select
    p.document_id,
    p.project_id,
    cast(null as varchar) as indicator_id,
    p.source_cell_id,
    [p.source_cell_id] as source_cell_ids,
    p.project_name as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '这个项目没有读到任何绩效指标。' as message_zh
from core.fact_project as p
left join core.fact_indicator as i on p.project_id = i.project_id
where p.scope = 'project'
group by p.document_id, p.project_id, p.source_cell_id, p.project_name
having count(i.indicator_id) = 0
