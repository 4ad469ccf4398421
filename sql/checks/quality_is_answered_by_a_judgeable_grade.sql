-- V-13: a quality target in words is a grade on a known scale (好, 一般, 差; 合格). 高质量完成 is no grade. Timeless verbs
-- that echo the name and required numbers have rules of their own.
-- grain: one row per quality target that cannot be judged
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    t.source_cell_id,
    [t.source_cell_id, i.source_cell_id] as source_cell_ids,
    t.target_printed as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '质量指标写「' || t.target_printed || '」，不是可以评判的等级（如好、一般、差，合格）。' as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and i.dimension = 'quality'
    and t.kind = 'qualitative'
    and t.grade is null
    and not regexp_matches(t.target_printed, '[0-9０-９]')
    and not regexp_matches(t.target_printed, '合格|达标|优|良|一般|差|符合|达到|标准|规范|通过|一级|二级|三级|甲级|乙级|零|无|是|否')
