-- Q19. 其余的单位成本？
-- Other unit costs?
-- note: 项目总额除以数量目标，是平均数不是单价；「不少于」的数量给出上限，「不多于」的给出下限。
select
    district_name,
    project_name,
    denominator_name,
    target_printed,
    cast(funding_yuan as decimal(20, 2)) as funding_yuan,
    cast(quantity as decimal(20, 2)) as quantity,
    cast(unit_cost_yuan as decimal(20, 2)) as yuan_per_unit,
    case comparator when 'ge' then 'at most' when 'le' then 'at least' else 'average' end as reads_as
from marts.mart_unit_cost
where basis = 'funding_over_quantity' and topic_code is distinct from 'community_workforce'
order by district_name desc, unit_cost_yuan desc, project_name asc, denominator asc
