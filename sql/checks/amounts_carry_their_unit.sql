-- M-04: the amounts of a document carry their unit in the same way. A form whose head says 万元 and whose amounts
-- are bare throughout is as it should be; a bare amount among amounts with a unit is not.
-- grain: one row per project whose amounts lack the unit that the others of its document carry
with amount as (
    select
        p.document_id,
        f.project_id,
        f.source_cell_id,
        f.amount_printed,
        regexp_matches(f.amount_printed, '[0-9０-９]\s*(万|亿|元|千元)') as has_unit
    from core.fact_funding as f
    inner join core.fact_project as p on f.project_id = p.project_id
    where f.amount_stated_yuan is not null
),

usual as (
    select document_id
    from amount
    group by document_id
    having count(*) filter (where has_unit) > count(*) filter (where not has_unit)
)

select
    a.document_id,
    a.project_id,
    cast(null as varchar) as indicator_id,
    min(a.source_cell_id) as source_cell_id,
    list(a.source_cell_id order by a.source_cell_id) as source_cell_ids,
    min(a.amount_printed) as printed,
    min(a.amount_printed) || '万元' as expected,
    cast(null as varchar) as difference,
    '金额 ' || min(a.amount_printed) || ' 后面没有单位，同一份文件里别的金额都印了单位；按表头的单位读。' as message_zh
from amount as a
inner join usual as u on a.document_id = u.document_id
where not a.has_unit
group by a.document_id, a.project_id
