-- Q31. 按每个指标的问题数，哪些项目最差，涉及多少钱？
-- Worst projects by findings per indicator, and their money?
-- note: 只计错误与警告，不计已豁免的；前十名。问题多不等于钱用得差，只说明这张表不可信到什么程度。
with found as (
    select
        project_id,
        count(*) as findings,
        count(*) filter (where severity = 'error') as errors
    from quality.finding
    where project_id is not null and severity in ('error', 'warning') and not is_waived
    group by project_id
)

select
    p.district_name,
    p.project_name,
    f.findings,
    f.errors,
    p.real_indicator_count,
    cast(f.findings / nullif(p.real_indicator_count, 0) as decimal(7, 2)) as findings_per_indicator,
    cast(p.funding_yuan / 10000 as decimal(20, 4)) as funding_wan
from found as f
inner join marts.mart_project as p on f.project_id = p.project_id
order by f.findings / nullif(p.real_indicator_count, 0) desc nulls last, p.funding_yuan desc, p.project_id asc
limit 10
