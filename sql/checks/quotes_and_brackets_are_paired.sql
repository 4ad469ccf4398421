-- G-08: quotes and brackets of a goal text come in pairs; a lone one is a stray mark or the sign of a cut.
-- grain: one row per goal text with a lone mark
with counted as (
    select
        project_id,
        source_cell_id,
        objective_text,
        length(replace(replace(objective_text, '）', ''), ')', ''))
        - length(replace(replace(objective_text, '（', ''), '(', '')) as brackets,
        length(replace(objective_text, '”', '')) - length(replace(objective_text, '“', '')) as quotes,
        length(replace(objective_text, '》', '')) - length(replace(objective_text, '《', '')) as titles,
        (length(objective_text) - length(replace(objective_text, '''', ''))) % 2 as apostrophes
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
where
    c.quotes <> 0
    or c.titles <> 0
    or c.apostrophes <> 0
    or (
        c.brackets <> 0
        and not regexp_matches(c.objective_text, '(^|[。；;，,\s])[0-9一二三四五六七八九十]+[）)]')
    )
