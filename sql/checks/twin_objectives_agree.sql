-- G-03: where a form prints its annual goal twice (含本级和市县 beside 本级) both say the same, or differ by scope. A copy
-- that merely lacks characters of the other is damaged: the edit distance (in bytes) is exactly the difference in
-- length.
-- grain: one row per project with a damaged copy
with pair as (
    select
        a.project_id,
        a.source_cell_id as longer_cell_id,
        b.source_cell_id as shorter_cell_id,
        regexp_replace(a.objective_text, '[\s　 ]+', '', 'g') as longer,
        regexp_replace(b.objective_text, '[\s　 ]+', '', 'g') as shorter,
        b.objective_text as shorter_printed,
        a.objective_text as longer_printed
    from core.fact_objective as a
    inner join core.fact_objective as b
        on
            a.project_id = b.project_id
            and a.period = b.period
            and a.scope <> b.scope
            and length(a.objective_text) > length(b.objective_text)
)

select
    p.document_id,
    t.project_id,
    cast(null as varchar) as indicator_id,
    t.shorter_cell_id as source_cell_id,
    [t.shorter_cell_id, t.longer_cell_id] as source_cell_ids,
    t.shorter_printed as printed,
    t.longer_printed as expected,
    cast(length(t.longer) - length(t.shorter) as varchar) || ' 字' as difference,
    '两栏绩效目标不一样：这一栏比另一栏少了 ' || cast(length(t.longer) - length(t.shorter) as varchar)
    || ' 个字，其余都相同，像是漏印。' as message_zh
from pair as t
inner join core.fact_project as p on t.project_id = p.project_id
where
    length(t.longer) > length(t.shorter)
    and length(t.shorter) * 2 >= length(t.longer)
    and case
        when length(t.longer) <= 1500 then levenshtein(t.longer, t.shorter) = strlen(t.longer) - strlen(t.shorter)
        else starts_with(t.longer, t.shorter)
    end
