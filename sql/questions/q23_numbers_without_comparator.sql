-- Q23. 多少数没有印比较符？
-- Numbers without an operator?
-- note: 没有印就是 unstated，不当作等于。
select
    p.district_name,
    d.name_zh as dimension,
    count(*) filter (where t.is_quantified) as numbers,
    count(*) filter (where t.comparator = 'unstated') as without_comparator,
    cast(
        count(*) filter (where t.comparator = 'unstated')
        / nullif(count(*) filter (where t.is_quantified), 0) * 100 as decimal(7, 1)
    ) as without_percent
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join marts.mart_project as p on i.project_id = p.project_id
inner join core.dim_indicator_category as d on i.dimension = d.dimension
where t.is_quantified and p.is_counted
group by grouping sets ((p.district_name, d.name_zh, d.sort_order), (p.district_name))
order by p.district_name desc, d.sort_order asc nulls last
