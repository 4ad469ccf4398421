-- Q25. 满意度目标是怎样的？
-- Satisfaction targets?
-- note: 一地七个项目同为 ≥90%，看不出差别；另一地从 80% 到 97%，多数没有印比较符。
select
    p.district_name,
    t.target_printed,
    count(*) as projects,
    cast(coalesce(t.canonical_low, t.canonical_high) as decimal(7, 2)) as target_percent,
    cast(sum(p.funding_yuan) / 10000 as decimal(20, 4)) as funding_wan
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join marts.mart_project as p on i.project_id = p.project_id
where i.dimension = 'beneficiary_satisfaction' and not i.declared_none and p.is_counted
group by p.district_name, t.target_printed, coalesce(t.canonical_low, t.canonical_high)
order by p.district_name desc, target_percent desc, t.target_printed asc
