-- Q18. 社区办公经费合不合它自己引的分档标准？
-- Office funds against the tariff their own goal quotes?
-- note: 目标按社区户数分三档；按最低档乘社区数就是下限。户数没有印，各社区在哪一档不能判定，但低于最低档是确定的。
with tariff as (
    select
        project_id,
        min(canonical_low) as lowest_yuan,
        max(canonical_low) as highest_yuan
    from staging.mention
    where kind = 'money' and canonical_unit = 'CNY' and array_to_string(per, '/') = ''
    group by project_id
)

select
    u.district_name,
    cast(u.quantity as bigint) as communities,
    cast(u.unit_cost_yuan / 10000 as decimal(20, 4)) as wan_per_community,
    cast(t.lowest_yuan / 10000 as decimal(20, 4)) as lowest_tier_wan,
    cast(t.highest_yuan / 10000 as decimal(20, 4)) as highest_tier_wan,
    cast(u.funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    cast(u.quantity * t.lowest_yuan / 10000 as decimal(20, 4)) as least_by_the_tariff_wan,
    cast((u.quantity * t.lowest_yuan - u.funding_yuan) / 10000 as decimal(20, 4)) as below_the_least_wan,
    cast(u.funding_yuan / nullif(u.quantity * t.lowest_yuan, 0) * 100 as decimal(7, 1)) as percent_of_the_least
from marts.mart_unit_cost as u
inner join tariff as t on u.project_id = t.project_id
where u.cost_subject = 'office' and u.denominator = 'community' and u.basis = 'funding_over_quantity'
order by u.district_name desc
