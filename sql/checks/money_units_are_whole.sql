-- V-10: amounts in targets end in 元 (≤165万 lacks it). One cause, one finding for the document.
-- grain: one row per document
select
    p.document_id,
    case when count(*) = 1 then min(t.project_id) end as project_id,
    case when count(*) = 1 then min(t.indicator_id) end as indicator_id,
    min(t.source_cell_id) as source_cell_id,
    list(t.source_cell_id order by t.source_cell_id) as source_cell_ids,
    string_agg(t.target_printed, '；' order by t.source_cell_id) as printed,
    cast(null as varchar) as expected,
    cast(count(*) as varchar) || ' 处' as difference,
    cast(count(*) as varchar) || ' 处金额只写到「万」，没有写「元」。' as message_zh
from core.fact_target as t
inner join core.fact_project as p on t.project_id = p.project_id
where t.kind = 'money' and regexp_matches(t.target_printed, '[0-9０-９]\s*[万亿]\s*$')
group by p.document_id
