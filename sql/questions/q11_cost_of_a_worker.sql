-- Q11. 一名社区工作者一年多少钱？
-- Cost of a community worker per year?
-- note: 一边是几个项目合计除以人数（含公积金），一边是表上印的标准（只说含社保），口径不尽相同。
with worker as (
    select
        district_name,
        basis,
        cost_subject,
        project_name,
        quantity,
        unit_cost_yuan,
        is_comparable,
        note
    from marts.mart_unit_cost
    where
        topic_code = 'community_workforce'
        and denominator = 'worker'
        and period = 'year'
        and cost_subject in ('pay', 'social_insurance', 'pay_and_insurance')
        and (reason is null or not contains(reason, '部分月份'))
)

select
    district_name,
    basis,
    cost_subject,
    quantity,
    cast(unit_cost_yuan / 10000 as decimal(20, 4)) as wan_per_worker_and_year,
    case
        when is_comparable
            then
                cast(
                    (unit_cost_yuan - min(unit_cost_yuan) over (partition by is_comparable)) / 10000 as decimal(20, 4)
                )
    end as above_the_lowest_wan,
    case
        when is_comparable
            then
                cast(
                    (unit_cost_yuan / min(unit_cost_yuan) over (partition by is_comparable) - 1) * 100 as decimal(7, 2)
                )
    end as above_the_lowest_percent,
    note
from worker
order by is_comparable asc, district_name desc, unit_cost_yuan desc
