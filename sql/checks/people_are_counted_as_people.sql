-- V-10: people are counted in 人, 名 or 人次, not in 个.
-- grain: one row per count of people in another measure word
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    t.source_cell_id,
    [t.source_cell_id, i.source_cell_id] as source_cell_ids,
    t.target_printed as printed,
    regexp_replace(t.target_printed, '个\s*$', '人') as expected,
    cast(null as varchar) as difference,
    '「' || i.indicator_name || '」数的是人，单位却是「个」。' as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and t.kind = 'count'
    and regexp_matches(regexp_replace(i.indicator_name, '[（(\[【].*$', ''), '(人数|人员数量|人员数|人员个数)$')
    and regexp_matches(regexp_replace(t.target_printed, '[\s　 ]+', '', 'g'), '[0-9０-９]个$')
