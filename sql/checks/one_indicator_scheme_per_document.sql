-- T-04: a document follows one scheme: 成本 under 产出 (2015) or 成本 as level 1 (2021). Either is fine; both are told once.
-- grain: one row per document with both
select
    p.document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    min(i.source_cell_id) filter (where i.category = 'cost') as source_cell_id,
    list(i.source_cell_id order by i.source_cell_id) filter (where i.category = 'cost') as source_cell_ids,
    cast(null as varchar) as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '成本指标有的放在产出指标下（2015年体系），有的作一级指标（2021年体系）。' as message_zh
from core.fact_indicator as i
inner join core.fact_project as p on i.project_id = p.project_id
where i.category = 'cost' or i.dimension = 'cost'
group by p.document_id
having count(*) filter (where i.category = 'cost') > 0 and count(*) filter (where i.category <> 'cost') > 0
