-- S-02: target values stand under their header 指标值. Shifted cells are read by their labels; the shift is told once for
-- a project. Only in documents most of whose values do stand under the header (elsewhere columns mean nothing).
-- grain: one row per project with shifted values
with header as (
    select
        p.project_id,
        c.document_id,
        max(c.column_no) as header_column
    from staging.project as p
    inner join staging.source_cell as first_cell on p.first_cell_id = first_cell.source_cell_id
    inner join staging.source_cell as last_cell on p.last_cell_id = last_cell.source_cell_id
    inner join staging.source_cell as c
        on p.document_id = c.document_id and first_cell.cell_no <= c.cell_no and last_cell.cell_no >= c.cell_no
    where regexp_replace(c.text_printed, '[\s　 ]+', '', 'g') = '指标值' and c.line is not null
    group by p.project_id, c.document_id
    having count(*) = 1
),

value as (
    select
        h.document_id,
        h.project_id,
        h.header_column,
        v.source_cell_id,
        v.column_no,
        v.cell_no,
        v.text_printed
    from header as h
    inner join core.fact_target as t on h.project_id = t.project_id
    inner join staging.source_cell as v on t.source_cell_id = v.source_cell_id
    where t.kind not in ('blank', 'declared_none')
),

ordered as (
    select document_id
    from value
    group by document_id
    having count(*) filter (where column_no = header_column) * 2 > count(*)
)

select
    v.document_id,
    v.project_id,
    cast(null as varchar) as indicator_id,
    min(v.source_cell_id) as source_cell_id,
    list(v.source_cell_id order by v.cell_no) as source_cell_ids,
    string_agg(v.text_printed, '；' order by v.cell_no) as printed,
    '第 ' || cast(min(v.header_column) as varchar) || ' 列' as expected,
    cast(count(*) as varchar) || ' 格' as difference,
    cast(count(*) as varchar) || ' 个指标值没有对齐「指标值」一栏，错了列；已按标签读出。' as message_zh
from value as v
inner join ordered as o on v.document_id = o.document_id
where v.column_no <> v.header_column
group by v.document_id, v.project_id
