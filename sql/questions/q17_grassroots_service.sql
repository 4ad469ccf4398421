-- Q17. 基层服务专项计划的钱够吗？
-- Is the money of the grassroots service programme enough?
-- note: 目标引每人每年的标准，人数印在数量指标；目标又写由自治区和市县分级负担，差额可能是上级的一份，但没有印。
with standard as (
    select
        project_id,
        max(canonical_low) as standard_yuan
    from staging.mention
    where kind = 'rate' and canonical_unit = 'CNY' and array_to_string(list_sort(per), '/') = 'person/year'
    group by project_id
)

select
    u.district_name,
    cast(u.quantity as bigint) as people,
    cast(s.standard_yuan / 10000 as decimal(20, 4)) as standard_wan,
    cast(u.quantity * s.standard_yuan / 10000 as decimal(20, 4)) as people_times_standard_wan,
    cast(u.funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    cast(u.funding_yuan / nullif(u.quantity * s.standard_yuan, 0) * 100 as decimal(7, 1)) as funded_percent,
    cast((u.quantity * s.standard_yuan - u.funding_yuan) / 10000 as decimal(20, 4)) as missing_wan,
    cast(u.unit_cost_yuan / 10000 as decimal(20, 4)) as wan_per_person,
    cast(u.funding_yuan / nullif(s.standard_yuan, 0) as decimal(7, 1)) as people_it_pays
from marts.mart_unit_cost as u
inner join standard as s on u.project_id = s.project_id
where u.cost_subject = 'grassroots_service' and u.basis = 'funding_over_quantity'
order by u.district_name desc
