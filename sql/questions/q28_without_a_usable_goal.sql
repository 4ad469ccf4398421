-- Q28. 哪些项目没有可用的绩效目标？
-- Projects without a usable goal?
-- note: missing 没有印；cut 末尾没有标点，像是被截断（两栏中只要有一栏完整就不算）；short 去掉「目标」二字后不足 20 字且没有数。
with goal as (
    select
        project_id,
        regexp_replace(objective_text, '^目标[0-9]*[:：]|[\s　]+', '', 'g') as words
    from core.fact_objective
),

judged as (
    select
        p.district_name,
        p.project_name,
        p.project_id,
        p.funding_yuan,
        case
            when count(g.words) = 0 then 'missing'
            when count(*) filter (where regexp_matches(g.words, '[。！.!]$')) = 0 then 'cut'
            when
                max(length(g.words)) < 20
                and count(*) filter (
                    where regexp_matches(regexp_replace(g.words, '20[0-9][0-9]', '', 'g'), '[0-9]')
                ) = 0
                then 'short'
        end as fault,
        max(g.words) as goal
    from marts.mart_project as p
    left join goal as g on p.project_id = g.project_id
    where p.is_counted
    group by p.district_name, p.project_name, p.project_id, p.funding_yuan
)

select
    district_name,
    fault,
    project_name,
    cast(funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    goal
from judged
where fault is not null
order by district_name desc, fault asc, funding_yuan desc, project_id asc
