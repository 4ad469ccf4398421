-- M-05: a column that a form prints is filled. A column 含本级和市县 left blank throughout is not zero and is not derived
-- from the other column. One cause, one finding for the document.
-- grain: one row per document with a blank money column
with judged as (
    select
        p.document_id,
        f.project_id,
        f.scope,
        min(f.source_cell_id) as cell_id,
        count(f.amount_printed) as printed_count
    from core.fact_funding as f
    inner join core.fact_project as p on f.project_id = p.project_id
    where f.scope in ('all_levels', 'own_level')
    group by p.document_id, f.project_id, f.scope
),

one_side_blank as (
    select
        a.document_id,
        a.project_id,
        a.scope,
        a.cell_id
    from judged as a
    inner join judged as b on a.project_id = b.project_id and a.scope <> b.scope
    where a.printed_count = 0 and b.printed_count > 0
)

select
    document_id,
    case when count(distinct project_id) = 1 then min(project_id) end as project_id,
    cast(null as varchar) as indicator_id,
    min(cell_id) as source_cell_id,
    list(cell_id order by cell_id) as source_cell_ids,
    cast(null as varchar) as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    case when scope = 'all_levels' then '「含本级和市县」' else '「本级」' end || '一栏的资金在 '
    || cast(count(distinct project_id) as varchar) || ' 个项目里都空着；空白不是零，没有代填。' as message_zh
from one_side_blank
group by document_id, scope
