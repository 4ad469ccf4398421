-- Q14. 培训费算得拢吗？
-- Does the training fee add up?
-- note: 人数取目标文字（共…人），标准取成本指标（元/人）；目标只要求一部分人次，每人次因此高出标准几倍。
with heads as (
    select
        project_id,
        max(canonical_low) as heads
    from staging.mention
    where canonical_unit = 'person' and kind = 'count'
    group by project_id
),

costs as (
    select
        project_id,
        max(unit_cost_yuan) filter (where basis = 'printed_rate') as standard_yuan,
        max(quantity) filter (where denominator = 'person_time') as person_times,
        max(unit_cost_yuan) filter (where denominator = 'person_time') as yuan_per_person_time,
        max(quantity) filter (where denominator = 'session') as sessions,
        max(unit_cost_yuan) filter (where denominator = 'session') as yuan_per_session
    from marts.mart_unit_cost
    where cost_subject = 'training'
    group by project_id
)

select
    p.district_name,
    cast(h.heads as bigint) as heads,
    cast(c.standard_yuan as decimal(20, 2)) as standard_yuan,
    cast(h.heads * c.standard_yuan / 10000 as decimal(20, 4)) as heads_times_standard_wan,
    cast(p.funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    h.heads * c.standard_yuan = p.funding_yuan as adds_up,
    cast(c.person_times as bigint) as person_times_promised,
    cast(c.person_times / nullif(h.heads, 0) * 100 as decimal(7, 1)) as coverage_percent,
    cast(c.yuan_per_person_time as decimal(20, 2)) as yuan_per_person_time,
    cast(c.yuan_per_person_time / nullif(c.standard_yuan, 0) as decimal(7, 1)) as times_the_standard,
    cast(c.sessions as bigint) as sessions_promised,
    cast(c.yuan_per_session as decimal(20, 2)) as yuan_per_session
from costs as c
inner join marts.mart_project as p on c.project_id = p.project_id
left join heads as h on c.project_id = h.project_id
where p.is_counted
order by p.district_name desc
