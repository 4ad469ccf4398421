-- Q26. 哪些指标文字是照抄的？
-- Copied text?
-- note: 同一单位两个以上项目印同样的指标名称（去空白、去标点比较）。
with named as (
    select
        p.district_name,
        i.project_id,
        i.dimension,
        i.indicator_name,
        regexp_replace(i.indicator_name, '[\s　，。、；：,.;:]+', '', 'g') as words
    from core.fact_indicator as i
    inner join marts.mart_project as p on i.project_id = p.project_id
    where not i.declared_none and p.is_counted
)

select
    n.district_name,
    min(n.indicator_name) as indicator_name,
    d.name_zh as dimension,
    count(distinct n.project_id) as projects
from named as n
inner join core.dim_indicator_category as d on n.dimension = d.dimension
group by n.district_name, n.words, d.name_zh
having count(distinct n.project_id) > 1
order by n.district_name desc, projects desc, indicator_name asc
