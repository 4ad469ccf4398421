-- Q20. 有多少指标？
-- How many indicators?
-- note: 印「无」的是声明没有，既不是指标也不是缺漏；空的「指标2:」不算。量化＝指标值是数。
select
    p.district_name,
    count(*) as indicators_printed,
    count(*) filter (where i.declared_none) as declared_none,
    count(*) filter (where not i.declared_none) as indicators_real,
    count(*) filter (where t.is_quantified) as quantified,
    count(*) filter (where t.comparator <> 'unstated') as with_comparator,
    count(*) filter (where t.kind = 'rate') as rates,
    cast(
        count(*) filter (where t.is_quantified)
        / nullif(count(*) filter (where not i.declared_none), 0) * 100 as decimal(7, 1)
    ) as quantified_percent
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join marts.mart_project as p on i.project_id = p.project_id
where p.is_counted
group by p.district_name
order by p.district_name desc
