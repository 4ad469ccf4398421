-- Q15. 责任险算得拢吗，覆盖了多少人？
-- Does the liability insurance add up, and whom does it cover?
-- note: 参保人数×标准应等于拨款；与同一单位领报酬的人数相比看覆盖。项目名还写有村干部，人数却只印社区工作者。
with insured as (
    select
        u.agency_id,
        u.fiscal_year,
        u.project_id,
        max(u.quantity) filter (where u.basis = 'funding_over_quantity') as insured,
        max(u.unit_cost_yuan) filter (where u.basis = 'printed_rate') as standard_yuan
    from marts.mart_unit_cost as u
    where u.cost_subject = 'liability_insurance'
    group by u.agency_id, u.fiscal_year, u.project_id
),

paid as (
    select
        agency_id,
        fiscal_year,
        max(quantity) as workers
    from marts.mart_unit_cost
    where cost_subject = 'pay' and denominator = 'worker'
    group by agency_id, fiscal_year
)

select
    p.district_name,
    cast(i.insured as bigint) as insured,
    cast(i.standard_yuan as decimal(20, 2)) as standard_yuan,
    cast(i.insured * i.standard_yuan as decimal(20, 2)) as insured_times_standard_yuan,
    cast(p.funding_yuan as decimal(20, 2)) as funding_yuan,
    i.insured * i.standard_yuan = p.funding_yuan as adds_up,
    cast(w.workers as bigint) as workers,
    cast(i.insured / nullif(w.workers, 0) * 100 as decimal(7, 1)) as covered_percent,
    cast(i.insured / nullif(c.community_count, 0) as decimal(7, 2)) as insured_per_community
from insured as i
inner join marts.mart_project as p on i.project_id = p.project_id
left join paid as w on i.agency_id = w.agency_id and i.fiscal_year = w.fiscal_year
left join marts.mart_funding_per_community as c on i.agency_id = c.agency_id and i.fiscal_year = c.fiscal_year
order by p.district_name desc
