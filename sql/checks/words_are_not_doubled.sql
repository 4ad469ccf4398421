-- G-08: no word stands twice in a row (妇联妇联). Kept as printed, never corrected. Reduplication of one character
-- (人人, 明明白白) is good Chinese, and so is a noun before a verb or compound of its own (党组织组织力).
-- grain: one row per goal text or indicator name with a doubled word
with said as (
    select
        project_id,
        indicator_id,
        source_cell_id,
        indicator_name as words
    from core.fact_indicator
    where not declared_none
    union all
    select
        project_id,
        cast(null as varchar) as indicator_id,
        source_cell_id,
        objective_text as words
    from core.fact_objective
),

spot as (
    select
        project_id,
        indicator_id,
        source_cell_id,
        words,
        unnest(range(1, length(words) - 2)) as i
    from said
    where length(words) >= 4
),

doubled as (
    select
        project_id,
        indicator_id,
        source_cell_id,
        min(substr(words, i, 2)) as word
    from spot
    where
        substr(words, i, 2) = substr(words, i + 2, 2)
        and substr(words, i, 1) <> substr(words, i + 1, 1)
        and regexp_matches(substr(words, i, 2), '^[一-龥]{2}$')
        and substr(words, i, 2) not in ('组织', '领导')
    group by project_id, indicator_id, source_cell_id
)

select
    p.document_id,
    d.project_id,
    d.indicator_id,
    d.source_cell_id,
    [d.source_cell_id] as source_cell_ids,
    d.word || d.word as printed,
    d.word as expected,
    cast(null as varchar) as difference,
    '「' || d.word || '」连写了两遍。' as message_zh
from doubled as d
inner join core.fact_project as p on d.project_id = p.project_id
