-- G-08: quotes and brackets of a goal text come in pairs; a lone one is a stray mark or the sign of a cut.
-- grain: one row per goal text with a lone mark
with counted as (
    select
        project_id,
        source_cell_id,
        objective_text,
        length(regexp_replace(objective_text, '[^（(]', '', 'g'))
        - length(regexp_replace(objective_text, '[^）)]', '', 'g')) as brackets,
        length(regexp_replace(objective_text, '[^“]', '', 'g'))
        - length(regexp_replace(objective_text, '[^”]', '', 'g')) as quotes,
        length(regexp_replace(objective_text, '[^《]', '', 'g'))
        - length(regexp_replace(objective_text, '[^》]', '', 'g')) as titles,
        length(regexp_replace(objective_text, '[^'']', '', 'g')) % 2 as apostrophes,
        length(regexp_replace(objective_text, '(^|[。；;，,\s])[0-9一二三四五六七八九十]+[）)]', '', 'g'))
        = length(objective_text) as is_no_list
    from core.fact_objective
)

select
    p.document_id,
    c.project_id,
    cast(null as varchar) as indicator_id,
    c.source_cell_id,
    [c.source_cell_id] as source_cell_ids,
    case
        when c.apostrophes <> 0 then ''''
        when c.titles <> 0 then '《》'
        when c.quotes <> 0 then '“”'
        else '（）'
    end as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '目标里的引号或括号不成对。' as message_zh
from counted as c
inner join core.fact_project as p on c.project_id = p.project_id
where (c.brackets <> 0 and c.is_no_list) or c.quotes <> 0 or c.titles <> 0 or c.apostrophes <> 0
