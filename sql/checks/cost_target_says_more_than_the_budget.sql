-- M-06: the cost indicators say more than that the budget will not be exceeded (cost per item, unit cost). Flagged
-- where every cost target of a project is its whole amount again.
-- grain: one row per project
with budget as (
    select
        project_id,
        coalesce(
            max(amount_accepted_yuan) filter (where fund_source = 'total' and is_counted),
            max(amount_proposed_yuan),
            max(amount_accepted_yuan) filter (where fund_source = 'fiscal_appropriation' and is_counted)
        ) as budget_yuan
    from core.fact_funding
    group by project_id
),

cost as (
    select
        i.project_id,
        count(*) as cost_count,
        count(*) filter (
            where t.kind = 'money' and coalesce(t.canonical_high, t.canonical_low) = b.budget_yuan
        ) as echo_count,
        min(i.indicator_id) as indicator_id,
        min(t.source_cell_id) as cell_id,
        list(t.source_cell_id order by i.indicator_no) as cell_ids,
        min(t.target_printed) as target_printed
    from core.fact_indicator as i
    inner join core.fact_target as t on i.indicator_id = t.indicator_id
    inner join budget as b on i.project_id = b.project_id
    where i.dimension in ('cost', 'economic_cost') and not i.declared_none
    group by i.project_id
),

rate as (
    select
        project_id,
        min(target_printed) as rate_printed
    from core.fact_target
    where kind = 'rate' and unit = 'CNY'
    group by project_id
)

select
    p.document_id,
    c.project_id,
    c.indicator_id,
    c.cell_id as source_cell_id,
    c.cell_ids as source_cell_ids,
    c.target_printed as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '成本指标 ' || c.target_printed || ' 就是预算数，'
    || case
        when r.project_id is null then '没有说每人、每次或每项的成本。'
        else '单位标准 ' || r.rate_printed || ' 写在了别的指标里。'
    end as message_zh
from cost as c
left join rate as r on c.project_id = r.project_id
inner join core.fact_project as p on c.project_id = p.project_id
where c.cost_count > 0 and c.cost_count = c.echo_count
