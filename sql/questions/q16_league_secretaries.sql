-- Q16. 团支部书记津贴算得拢吗？
-- Do the youth-league secretaries' allowances add up?
-- note: 人数×年标准应等于拨款；人数与社区数相比。
with allowance as (
    select
        agency_id,
        fiscal_year,
        project_id,
        max(quantity) filter (where basis = 'funding_over_quantity') as secretaries,
        max(unit_cost_yuan) filter (where basis = 'printed_rate') as standard_yuan
    from marts.mart_unit_cost
    where cost_subject = 'allowance'
    group by agency_id, fiscal_year, project_id
)

select
    p.district_name,
    cast(a.secretaries as bigint) as secretaries,
    cast(a.standard_yuan as decimal(20, 2)) as standard_yuan_per_year,
    cast(a.standard_yuan / 12 as decimal(20, 2)) as standard_yuan_per_month,
    cast(a.secretaries * a.standard_yuan as decimal(20, 2)) as secretaries_times_standard_yuan,
    cast(p.funding_yuan as decimal(20, 2)) as funding_yuan,
    a.secretaries * a.standard_yuan = p.funding_yuan as adds_up,
    c.community_count,
    a.secretaries = c.community_count as one_per_community
from allowance as a
inner join marts.mart_project as p on a.project_id = p.project_id
left join marts.mart_funding_per_community as c on a.agency_id = c.agency_id and a.fiscal_year = c.fiscal_year
order by p.district_name desc
