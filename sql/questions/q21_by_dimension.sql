-- Q21. 各类指标各多少，其中量化的、印比较符的各多少？
-- By dimension: count, of these quantified, with comparator?
-- note: 计数含声明为「无」的；二级指标按 2015 年体系。
select
    d.category_name_zh as category,
    d.name_zh as dimension,
    p.district_name,
    count(*) as indicators_printed,
    count(*) filter (where i.declared_none) as declared_none,
    count(*) filter (where t.is_quantified) as quantified,
    count(*) filter (where t.comparator <> 'unstated') as with_comparator
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join marts.mart_project as p on i.project_id = p.project_id
inner join core.dim_indicator_category as d on i.dimension = d.dimension
where p.is_counted
group by d.category_name_zh, d.name_zh, d.sort_order, p.district_name
order by d.sort_order asc, p.district_name desc
