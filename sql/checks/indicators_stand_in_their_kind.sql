-- T-05: the kind fits the indicator: no rates under 数量, no price standards under 质量, no inputs (posts, committees) as
-- quantities produced. A number of persons served or paid is an output.
-- grain: one row per indicator in the wrong kind
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    i.source_cell_id,
    [i.source_cell_id, t.source_cell_id] as source_cell_ids,
    d.name_zh || '：' || i.indicator_name || ' ' || t.target_printed as printed,
    case
        when i.dimension = 'quantity' and t.kind = 'percent' then '质量指标'
        when i.dimension = 'quality' then '成本指标'
    end as expected,
    cast(null as varchar) as difference,
    case
        when i.dimension = 'quantity' and t.kind = 'percent' then '数量指标用了比率 ' || t.target_printed || '，数量要写数。'
        when i.dimension = 'quality' then '质量指标写的是开支标准 ' || t.target_printed || '，应放在成本指标。'
        else '「' || i.indicator_name || '」是投入，不是产出。'
    end as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
inner join core.dim_indicator_category as d on i.dimension = d.dimension
where
    not i.declared_none
    and (
        (i.dimension = 'quantity' and t.kind = 'percent')
        or (i.dimension = 'quality' and t.unit = 'CNY' and (t.kind = 'rate' or t.kind = 'money'))
        or (
            i.dimension = 'quantity'
            and t.kind = 'count'
            and regexp_matches(i.indicator_name, '(专干|编制人员|领导小组|工作专班|委员会)(人数|数量|个数|数)?$')
        )
    )
