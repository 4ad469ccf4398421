-- H-06: all forms of a document ask the same of the same kind of indicator (必填量化, 必填, 选填). Two template variants
-- in one document are told once.
-- grain: one row per document with two variants
with varied as (
    select
        p.document_id,
        i.dimension,
        count(distinct i.requirement) as variant_count
    from core.fact_indicator as i
    inner join core.fact_project as p on i.project_id = p.project_id
    where i.requirement is not null and i.dimension is not null
    group by p.document_id, i.dimension
)

select
    p.document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    min(i.source_cell_id) as source_cell_id,
    list_sort(list(distinct i.source_cell_id)) as source_cell_ids,
    string_agg(distinct d.name_zh, '、' order by d.name_zh) as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '同一份文件用了两种模板：' || string_agg(distinct d.name_zh, '、' order by d.name_zh) || ' 有的表要求「必填量化」，有的只要求「必填」。' as message_zh
from varied as v
inner join core.fact_project as p on v.document_id = p.document_id
inner join core.fact_indicator as i on p.project_id = i.project_id and v.dimension = i.dimension
inner join core.dim_indicator_category as d on v.dimension = d.dimension
where v.variant_count > 1
group by p.document_id
