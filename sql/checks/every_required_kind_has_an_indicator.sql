-- T-03: a project has at least one real indicator (无 is none) of quantity, quality, timeliness and cost, one of benefit
-- and one of satisfaction. Silent where an indicator's kind is unknown, where a form has no kinds, and for whole
-- departments: what is not read is not missing. In forms that print 成本 as level 1 only benefit, cost, satisfaction and
-- some output are asked for.
-- grain: one row per project that lacks a kind
with counted as (
    select
        p.document_id,
        p.project_id,
        p.source_cell_id,
        count(*) filter (where i.dimension is null and not i.declared_none) as unknown_count,
        count(distinct i.dimension) as kind_count,
        count(*) filter (where i.category = 'cost') as cost_as_level1_count,
        count(*) filter (where i.dimension = 'quantity' and not i.declared_none) as quantity_count,
        count(*) filter (where i.dimension = 'quality' and not i.declared_none) as quality_count,
        count(*) filter (where i.dimension = 'timeliness' and not i.declared_none) as timeliness_count,
        count(*) filter (where i.category = 'output' and not i.declared_none) as output_count,
        count(*) filter (
            where i.dimension in ('cost', 'economic_cost', 'social_cost', 'ecological_cost') and not i.declared_none
        ) as cost_count,
        count(*) filter (where i.category = 'benefit' and not i.declared_none) as benefit_count,
        count(*) filter (where i.category = 'satisfaction' and not i.declared_none) as satisfaction_count
    from core.fact_project as p
    inner join core.fact_indicator as i on p.project_id = i.project_id
    where p.scope = 'project'
    group by p.document_id, p.project_id, p.source_cell_id
),

judged as (
    select
        *,
        concat_ws(
            '、',
            case when quantity_count = 0 and (cost_as_level1_count = 0 or output_count = 0) then '数量' end,
            case when quality_count = 0 and cost_as_level1_count = 0 then '质量' end,
            case when timeliness_count = 0 and cost_as_level1_count = 0 then '时效' end,
            case when cost_count = 0 then '成本' end,
            case when benefit_count = 0 then '效益' end,
            case when satisfaction_count = 0 then '满意度' end
        ) as missing
    from counted
    where unknown_count = 0 and kind_count >= 2
)

select
    document_id,
    project_id,
    cast(null as varchar) as indicator_id,
    source_cell_id,
    [source_cell_id] as source_cell_ids,
    cast(null as varchar) as printed,
    missing || '指标' as expected,
    cast(null as varchar) as difference,
    '缺少' || missing || '指标。' as message_zh
from judged
where missing <> ''
