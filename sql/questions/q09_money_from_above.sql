-- Q9. 从名称和目标看，多少钱来自上级？
-- Money that comes from above, as far as names show?
-- note: 表上没有资金级次，只能看名称与目标中的字：certain 名称写中央或自治区，probable 名称写全区，shared 目标写分级负担
-- note: （本级承担多少没有印）。没有这些字的不等于全是本级。
with goal as (
    select
        project_id,
        string_agg(objective_text, ' ' order by objective_id) as goals
    from core.fact_objective
    group by project_id
),

judged as (
    select
        p.district_name,
        p.project_name,
        p.funding_yuan,
        case
            when regexp_matches(p.project_name, '中央|自治区') then 'certain'
            when contains(p.project_name, '全区') then 'probable'
            when regexp_matches(g.goals, '(中央|自治区|省级)财政.*(负担|分担|承担)') then 'shared'
        end as evidence,
        case
            when regexp_matches(p.project_name, '中央|自治区|全区') then 'name'
            else 'goal'
        end as stands_in
    from marts.mart_project as p
    left join goal as g on p.project_id = g.project_id
    where p.is_counted
)

select
    district_name,
    project_name,
    cast(funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    evidence,
    stands_in
from judged
where evidence is not null
order by district_name desc, funding_yuan desc
