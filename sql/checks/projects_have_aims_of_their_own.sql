-- Q-05: two projects of a unit do not pursue one aim. Told where projects of one topic share a benefit text that
-- no third project has, or the aim stated after 主要目标 begins alike over twelve characters.
-- grain: one row per pair of overlapping projects
with project as (
    select
        p.project_id,
        p.document_id,
        coalesce(p.agency_id, p.document_id) as unit_id,
        p.fiscal_year,
        p.topic_code,
        p.project_name,
        p.source_cell_id
    from core.fact_project as p
    where p.scope = 'project' and p.topic_code is not null and p.project_name is not null
),

claim as (
    select
        p.unit_id,
        p.fiscal_year,
        p.topic_code,
        p.project_id,
        p.project_name,
        regexp_replace(i.indicator_name, '[\s　 ，,。.、；;：:]+', '', 'g') as words
    from core.fact_indicator as i
    inner join project as p on i.project_id = p.project_id
    where not i.declared_none and i.category = 'benefit' and length(i.indicator_name) >= 8
    union
    select
        p.unit_id,
        p.fiscal_year,
        p.topic_code,
        p.project_id,
        p.project_name,
        substr(regexp_extract(regexp_replace(o.objective_text, '[\s　 ]+', '', 'g'), '主要目标(是|为)?(.{12,})', 2), 1, 12)
            as words
    from core.fact_objective as o
    inner join project as p on o.project_id = p.project_id
    where regexp_matches(regexp_replace(o.objective_text, '[\s　 ]+', '', 'g'), '主要目标(是|为)?.{12,}')
),

shared as (
    select
        unit_id,
        fiscal_year,
        words,
        min(project_id) as one_id,
        max(project_id) as other_id
    from claim
    group by unit_id, fiscal_year, words
    having count(distinct project_id) = 2 and count(distinct topic_code) = 1 and count(distinct project_name) = 2
)

select
    a.document_id,
    a.project_id,
    cast(null as varchar) as indicator_id,
    a.source_cell_id,
    [a.source_cell_id, b.source_cell_id] as source_cell_ids,
    min(s.words) as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '「' || a.project_name || '」与「' || b.project_name || '」目的相同：' || min(s.words) || '。' as message_zh
from shared as s
inner join project as a on s.one_id = a.project_id
inner join project as b on s.other_id = b.project_id
group by a.document_id, a.project_id, a.project_name, a.source_cell_id, b.project_name, b.source_cell_id
