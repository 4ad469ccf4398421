-- Q24. 多少成本指标只是把预算再写一遍？
-- Cost indicator = budget and nothing more?
-- note: 成本指标的金额等于本项目财政拨款的，没有说出拨款以外的任何事。
select
    p.district_name,
    count(*) as cost_indicators,
    count(*) filter (
        where t.kind = 'money' and coalesce(t.canonical_high, t.canonical_low) = p.funding_yuan
    ) as repeat_the_budget,
    string_agg(p.project_name || ' ' || t.target_printed, '；' order by p.project_id) filter (
        where t.kind <> 'money' or coalesce(t.canonical_high, t.canonical_low) is distinct from p.funding_yuan
    ) as says_something_else
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join marts.mart_project as p on i.project_id = p.project_id
where i.dimension in ('cost', 'economic_cost') and not i.declared_none and p.is_counted
group by p.district_name
order by p.district_name desc
