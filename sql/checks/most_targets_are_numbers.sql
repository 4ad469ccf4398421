-- Q-04: most targets of a document are numbers. Told where more than half of the real indicators are words.
-- grain: one row per document of mostly words
select
    p.document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    cast(null as varchar) as source_cell_id,
    cast([] as varchar[]) as source_cell_ids,
    cast(count(*) filter (where t.kind = 'qualitative') as varchar) || ' / ' || cast(count(*) as varchar) as printed,
    cast(null as varchar) as expected,
    cast(cast(100.0 * count(*) filter (where t.kind = 'qualitative') / nullif(count(*), 0) as decimal(5, 1)) as varchar)
    || '%'
        as difference,
    cast(count(*) as varchar) || ' 个指标里有 ' || cast(count(*) filter (where t.kind = 'qualitative') as varchar)
    || ' 个只有文字，没有数。' as message_zh
from core.fact_target as t
inner join core.fact_project as p on t.project_id = p.project_id
where t.kind not in ('declared_none', 'blank', 'unreadable')
group by p.document_id
having count(*) >= 8 and count(*) filter (where t.kind = 'qualitative') * 2 > count(*)
