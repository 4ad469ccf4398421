-- M-01: every project states its annual total. A slipped row (its own rule) and an amount in words nobody could read
-- (the parser's) are other causes; a department-wide table has no project total; where 年度资金总额 heads a tree of four
-- sources or more, each stated, it is no field left blank.
-- grain: one row per project without a stated total
select
    p.document_id,
    p.project_id,
    cast(null as varchar) as indicator_id,
    coalesce(min(f.source_cell_id) filter (where f.fund_source = 'total'), p.source_cell_id) as source_cell_id,
    list(f.source_cell_id order by f.funding_id) filter (where f.fund_source = 'total') as source_cell_ids,
    cast(null as varchar) as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    case
        when count(f.funding_id) = 0 then '表中没有任何资金数。'
        else '年度资金总额没有填。空白不是零，这个项目的总额无从知道。'
    end as message_zh
from core.fact_project as p
left join core.fact_funding as f on p.project_id = f.project_id
where p.scope = 'project'
group by p.document_id, p.project_id, p.source_cell_id
having
    count(*) filter (
        where f.fund_source = 'total'
        and (
            f.amount_printed is not null
            or f.amount_accepted_yuan is not null
            or f.acceptance in ('proposed', 'corrected')
        )
    ) = 0
    and not (
        count(*) filter (where f.fund_source <> 'total' and f.amount_stated_yuan is not null) >= 4
        and count(*) filter (where f.fund_source <> 'total' and f.amount_stated_yuan is null) = 0
    )
