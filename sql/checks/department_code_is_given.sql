-- H-02: a form that asks for a code (主管部门及代码) gets one. One cause, one finding for the document.
-- grain: one row per document whose departments lack the code asked for
with asked as (
    select distinct document_id
    from staging.source_cell
    where
        disposition = 'used'
        and contains(text_printed, '码')
        and regexp_matches(regexp_replace(text_printed, '[\s　 ]+', '', 'g'), '^[^0-9]{0,6}部门(及|和|（|\()其?(代码|编码)')
)

select
    p.document_id,
    case when count(*) = 1 then min(p.project_id) end as project_id,
    cast(null as varchar) as indicator_id,
    min(coalesce(s.department_cell_id, p.source_cell_id)) as source_cell_id,
    list(coalesce(s.department_cell_id, p.source_cell_id) order by p.source_cell_id) as source_cell_ids,
    min(p.department_name) as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '表头要求填「主管部门及代码」，' || cast(count(*) as varchar) || ' 张表只有名称没有代码。' as message_zh
from core.fact_project as p
inner join asked as a on p.document_id = a.document_id
inner join staging.project as s on p.project_id = s.project_id
where p.department_name is not null and not regexp_matches(p.department_name, '[0-9０-９]{3,}')
group by p.document_id
