-- T-07: a project has neither a handful nor dozens of indicators (declared 无 apart): 4 to 20.
-- grain: one row per project outside of that
select
    p.document_id,
    p.project_id,
    cast(null as varchar) as indicator_id,
    p.source_cell_id,
    [p.source_cell_id] as source_cell_ids,
    cast(count(*) as varchar) as printed,
    '4 至 20 个' as expected,
    cast(null as varchar) as difference,
    '这个项目有 ' || cast(count(*) as varchar) || ' 个指标，' || case when count(*) > 20 then '过多，难以突出重点。' else '过少。' end
        as message_zh
from core.fact_indicator as i
inner join core.fact_project as p on i.project_id = p.project_id
where not i.declared_none and p.scope = 'project'
group by p.document_id, p.project_id, p.source_cell_id
having count(*) < 4 or count(*) > 20
