-- Q-02: the satisfaction targets of a unit are set project by project. Told where four projects or more all have
-- one value.
-- grain: one row per unit and year with a single satisfaction target
with target as (
    select
        p.document_id,
        coalesce(p.agency_id, p.document_id) as unit_id,
        p.fiscal_year,
        i.project_id,
        t.target_printed,
        t.source_cell_id,
        coalesce(t.comparator, '')
        || ' '
        || coalesce(cast(coalesce(t.canonical_low, t.canonical_high) as varchar), '') as said
    from core.fact_indicator as i
    inner join core.fact_target as t on i.indicator_id = t.indicator_id
    inner join core.fact_project as p on i.project_id = p.project_id
    where i.category = 'satisfaction' and t.kind = 'percent'
)

select
    min(document_id) as document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    min(source_cell_id) as source_cell_id,
    list(source_cell_id order by source_cell_id) as source_cell_ids,
    min(target_printed) as printed,
    cast(null as varchar) as expected,
    cast(count(distinct project_id) as varchar) || ' 个项目' as difference,
    cast(count(distinct project_id) as varchar) || ' 个项目的满意度目标全是「' || min(target_printed) || '」。' as message_zh
from target
group by unit_id, fiscal_year
having count(distinct project_id) >= 4 and count(distinct said) = 1
