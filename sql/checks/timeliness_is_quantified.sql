-- V-05: a target of timeliness is a date, a number of days or a rate; 及时 cannot be checked.
-- grain: one row per timeliness target in words
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    t.source_cell_id,
    [t.source_cell_id, i.source_cell_id] as source_cell_ids,
    t.target_printed as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '时效指标写「' || t.target_printed || '」，没有日期、天数或比率，无法考核。' as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and i.dimension = 'timeliness'
    and t.kind = 'qualitative'
    and not regexp_matches(t.target_printed, '[0-9０-９一二三四五六七八九十]+\s*(年|月|日|天|季度|小时|个工作日)')
