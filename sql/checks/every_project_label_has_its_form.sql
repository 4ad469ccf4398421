-- S-01: each printed 项目名称 leads to a project. More labels than projects (outside headers that are repeated) means
-- that a form was lost.
-- grain: one row per document with more labels than forms
with label as (
    select
        document_id,
        count(*) as label_count,
        list(source_cell_id order by cell_no) as cell_ids,
        min(source_cell_id) as cell_id
    from staging.source_cell
    where
        disposition in ('used', 'refused')
        and contains(text_printed, '称')
        and regexp_replace(text_printed, '[\s　 :：*]+', '', 'g') = '项目名称'
    group by document_id
),

form as (
    select
        document_id,
        count(*) as form_count
    from staging.project
    group by document_id
)

select
    l.document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    l.cell_id as source_cell_id,
    l.cell_ids as source_cell_ids,
    cast(l.label_count as varchar) as printed,
    cast(coalesce(f.form_count, 0) as varchar) as expected,
    cast(l.label_count - coalesce(f.form_count, 0) as varchar) as difference,
    '文件里有 ' || cast(l.label_count as varchar) || ' 处「项目名称」，只读出 ' || cast(coalesce(f.form_count, 0) as varchar)
    || ' 张项目表。' as message_zh
from label as l
inner join staging.document as d on l.document_id = d.document_id
left join form as f on l.document_id = f.document_id
where d.state in ('read', 'partly_read') and l.label_count > coalesce(f.form_count, 0)
