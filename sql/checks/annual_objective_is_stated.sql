-- G-01: every project states its annual objective.
-- grain: one row per project without one
select
    p.document_id,
    p.project_id,
    cast(null as varchar) as indicator_id,
    p.source_cell_id,
    [p.source_cell_id] as source_cell_ids,
    cast(null as varchar) as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '年度总体绩效目标没有填。' as message_zh
from core.fact_project as p
left join core.fact_objective as o
    on p.project_id = o.project_id and length(regexp_replace(o.objective_text, '[\s　 ]+|目标[0-9]*[:：]?', '', 'g')) > 0
where p.scope = 'project'
group by p.document_id, p.project_id, p.source_cell_id
having count(o.objective_id) = 0
