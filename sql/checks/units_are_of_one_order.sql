-- V-10: the denominators of standards stand in one order in a document (元/人/年 beside 元/年/人). Told once.
-- grain: one row per document with both orders
select
    p.document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    min(t.source_cell_id) as source_cell_id,
    list(t.source_cell_id order by t.source_cell_id) as source_cell_ids,
    string_agg(t.target_printed, '；' order by t.source_cell_id) as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '同样的标准写法不一：' || string_agg(t.target_printed, '、' order by t.source_cell_id) || '。' as message_zh
from core.fact_target as t
inner join core.fact_project as p on t.project_id = p.project_id
where t.unit = 'CNY' and array_to_string(t.per, '/') in ('person/year', 'year/person', 'person/month', 'month/person')
group by p.document_id
having
    count(*) filter (where array_to_string(t.per, '/') like 'person/%') > 0
    and count(*) filter (where array_to_string(t.per, '/') like '%/person') > 0
