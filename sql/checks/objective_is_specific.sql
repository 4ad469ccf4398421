-- G-04: a goal says something: at least 20 characters (after 目标:), or a number other than the year. Told once for twin
-- columns.
-- grain: one row per project with no goal that says more
with bare as (
    select
        project_id,
        source_cell_id,
        objective_text,
        regexp_replace(regexp_replace(objective_text, '[\s　 ]+', '', 'g'), '^目标[0-9一]*[:：]?', '') as said
    from core.fact_objective
),

judged as (
    select
        project_id,
        min(source_cell_id) as cell_id,
        list(source_cell_id order by source_cell_id) as cell_ids,
        max(objective_text) as objective_text,
        max(length(said)) as longest,
        max(case when regexp_matches(regexp_replace(said, '20[0-9]{2}年?', '', 'g'), '[0-9]') then 1 else 0 end)
            as has_number
    from bare
    where length(said) > 0
    group by project_id
)

select
    p.document_id,
    j.project_id,
    cast(null as varchar) as indicator_id,
    j.cell_id as source_cell_id,
    j.cell_ids as source_cell_ids,
    j.objective_text as printed,
    cast(null as varchar) as expected,
    cast(j.longest as varchar) || ' 字' as difference,
    '绩效目标只有 ' || cast(j.longest as varchar) || ' 个字，没有数量，说不清要做成什么。' as message_zh
from judged as j
inner join core.fact_project as p on j.project_id = p.project_id
where j.longest < 20 and j.has_number = 0
