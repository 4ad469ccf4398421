-- G-05: numbered goals start at 1.
-- grain: one row per project whose goals begin at 2
select
    p.document_id,
    o.project_id,
    cast(null as varchar) as indicator_id,
    min(o.source_cell_id) as source_cell_id,
    list(o.source_cell_id order by o.source_cell_id) as source_cell_ids,
    regexp_extract(min(o.objective_text), '目标\s*[2２二]\s*[:：]') as printed,
    '目标1' as expected,
    cast(null as varchar) as difference,
    '有「目标2」而没有「目标1」。' as message_zh
from core.fact_objective as o
inner join core.fact_project as p on o.project_id = p.project_id
where
    regexp_matches(o.objective_text, '目标\s*[2２二]\s*[:：]')
    and not regexp_matches(o.objective_text, '目标\s*[1１一]\s*[:：]')
group by p.document_id, o.project_id
