-- A project of a unit and year stands in one document of a kind; in two, its money would be counted twice.
-- A self-evaluation or an approval beside the target table is another document about the same project.
-- grain: one row per project that stands in another document too
with form as (
    select
        p.project_id,
        p.document_id,
        p.agency_id,
        p.fiscal_year,
        p.form_type,
        p.project_name,
        p.source_cell_id,
        d.path,
        regexp_replace(p.project_name, '[\s　 ]+', '', 'g') as bare,
        row_number() over (
            partition by p.agency_id, p.fiscal_year, p.form_type, regexp_replace(p.project_name, '[\s　 ]+', '', 'g')
            order by d.path, p.project_id
        ) as turn
    from core.fact_project as p
    inner join core.dim_document as d on p.document_id = d.document_id
    where p.agency_id is not null and p.project_name is not null and p.scope = 'project'
)

select
    b.document_id,
    b.project_id,
    cast(null as varchar) as indicator_id,
    b.source_cell_id,
    [b.source_cell_id, a.source_cell_id] as source_cell_ids,
    b.project_name as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '项目「' || b.project_name || '」在「' || a.path || '」里也有一张表，资金可能重复计算。' as message_zh
from form as a
inner join form as b
    on
        a.agency_id = b.agency_id
        and a.bare = b.bare
        and a.fiscal_year is not distinct from b.fiscal_year
        and a.form_type is not distinct from b.form_type
        and a.document_id <> b.document_id
where a.turn = 1
