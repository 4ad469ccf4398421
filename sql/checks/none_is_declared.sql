-- T-06: 无 is a declaration, neither an indicator nor a missing value; counted once for the document.
-- grain: one row per document that declares none
select
    p.document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    min(i.source_cell_id) as source_cell_id,
    list(i.source_cell_id order by i.source_cell_id) as source_cell_ids,
    '无' as printed,
    cast(null as varchar) as expected,
    cast(count(*) as varchar) || ' 处' as difference,
    cast(count(*) as varchar)
    || ' 处指标声明为「无」（'
    || string_agg(distinct d.name_zh, '、' order by d.name_zh)
    || '），不计入指标数。' as message_zh
from core.fact_indicator as i
inner join core.fact_project as p on i.project_id = p.project_id
left join core.dim_indicator_category as d on i.dimension = d.dimension
where i.declared_none
group by p.document_id
