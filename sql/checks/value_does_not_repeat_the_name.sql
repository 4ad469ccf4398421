-- V-06: a value says how much, and does not repeat a word of the indicator's name (提高…水平: 提高). A name that asks for
-- the grade (及时性: 及时) is answered by it; timeliness has its own rule.
-- grain: one row per value that echoes its name
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    t.source_cell_id,
    [t.source_cell_id, i.source_cell_id] as source_cell_ids,
    t.target_printed as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '指标值「' || t.target_printed || '」只是重复了指标名称里的话，没有说到什么程度。' as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and t.kind = 'qualitative'
    and i.dimension is distinct from 'timeliness'
    and length(regexp_replace(t.target_printed, '[\s　 ，,。.、；;：:]+', '', 'g')) >= 2
    and strpos(
        regexp_replace(i.indicator_name, '[\s　 ，,。.、；;：:]+', '', 'g'),
        regexp_replace(t.target_printed, '[\s　 ，,。.、；;：:]+', '', 'g')
    )
    > 0
    and substr(
        regexp_replace(i.indicator_name, '[\s　 ，,。.、；;：:]+', '', 'g'),
        strpos(
            regexp_replace(i.indicator_name, '[\s　 ，,。.、；;：:]+', '', 'g'),
            regexp_replace(t.target_printed, '[\s　 ，,。.、；;：:]+', '', 'g')
        )
        + length(regexp_replace(t.target_printed, '[\s　 ，,。.、；;：:]+', '', 'g')),
        1
    ) not in ('性', '率', '度')
