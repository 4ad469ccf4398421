-- Does a form agree with itself? Every equation that its printed numbers allow, with both sides, the difference, what
-- came of it and why, and every cell used. An amount is never compared with a sum over indicators.
-- grain: one row per equation that the printed text lets us check
select
    'reconciliation/' || r.reconciliation_id as row_id,
    m.district_code,
    m.district_name,
    m.place_code,
    m.place_name,
    m.agency_id,
    m.agency_name,
    m.fiscal_year,
    r.project_id,
    m.project_name,
    r.document_id,
    r.relation,
    case r.relation
        when 'quantity_times_standard' then '数量×标准'
        when 'quoted_standard' then '目标所引标准'
        when 'cost_share' then '各级分担'
        when 'tariff' then '分档标准'
        when 'funding_sources' then '来源合计'
        when 'cost_target' then '成本指标与金额'
        when 'weights' then '权重合计'
        when 'ordinals' then '序号'
        when 'same_fact' then '同一事实'
        when 'coverage' then '人群覆盖'
    end as relation_name,
    r.outcome,
    case r.outcome
        when 'agrees' then '相符'
        when 'rounding' then '四舍五入之差'
        when 'factor_10000' then '差一万倍'
        when 'part_year' then '部分年度'
        when 'contradicts' then '不符'
        when 'undecidable' then '不能判定'
    end as outcome_name,
    r.left_zh as left_printed,
    r.left_value,
    r.right_zh as right_printed,
    r.right_value,
    r.unit,
    r.difference,
    r.ratio,
    r.reason_zh as reason,
    r.source_cell_ids
from quality.reconciliation as r
inner join marts.mart_project as m on r.project_id = m.project_id
