-- V-03: a number has a unit, printed or implied by the indicator's name (车辆采购数量, 培训人次) or the form.
-- grain: one row per number without a unit
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    t.source_cell_id,
    [t.source_cell_id, i.source_cell_id] as source_cell_ids,
    t.target_printed as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '指标「' || i.indicator_name || '」的值「' || t.target_printed || '」没有单位，不知道数的是什么。' as message_zh
from core.fact_target as t
inner join core.fact_indicator as i on t.indicator_id = i.indicator_id
inner join core.fact_project as p on t.project_id = p.project_id
where
    t.kind = 'number'
    and t.unit is null
    and not regexp_matches(i.indicator_name, '(数量|人数|人次|户数|次数|场次|个数|件数|台数|套数|批次|天数|面积|里程)[)）\s]*$')
