-- Q30. 哪些项目可能重叠？
-- Overlap?
-- note: 同一单位同一主题里目标群体或用途相近的项目，列出合计；是否重复立项要看账，表上不能判定。
with flagged as (
    select distinct project_id
    from quality.finding
    where rule_code = 'projects_have_aims_of_their_own' and not is_waived
)

select
    p.district_name,
    p.topic_name,
    count(*) as projects,
    count(f.project_id) as projects_with_like_aims,
    cast(sum(p.funding_yuan) / 10000 as decimal(20, 4)) as funding_wan,
    string_agg(p.project_name, '；' order by p.project_id) as project_names
from marts.mart_project as p
left join flagged as f on p.project_id = f.project_id
where p.is_counted and p.topic_code is not null
group by p.district_name, p.agency_id, p.fiscal_year, p.topic_code, p.topic_name
having count(*) > 1
order by p.district_name desc, sum(p.funding_yuan) desc
