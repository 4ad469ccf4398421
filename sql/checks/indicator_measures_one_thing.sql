-- An indicator with a number measures one thing: a name of two clauses leaves open which of them the number is of.
-- grain: one row per numeric indicator that names two things
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    i.source_cell_id,
    [i.source_cell_id, t.source_cell_id] as source_cell_ids,
    i.indicator_name as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '一个指标说了两件事，不知道「' || t.target_printed || '」是哪一件的值。' as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and t.kind in ('percent', 'count')
    and i.dimension <> 'cost'
    and regexp_matches(
        regexp_replace(i.indicator_name, '[（(\[【].*$', ''),
        '^(提高|提升|降低|减少|增加|加强|改善|完善|保障)[^,，;；]{3,}[,，;；](提高|提升|降低|减少|增加|加强|改善|完善|保障)[^,，;；]{3,}$'
    )
