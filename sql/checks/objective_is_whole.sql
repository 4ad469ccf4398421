-- G-02: a goal text is not cut: it does not end in a word that must go on, or with an open bracket. A goal that merely
-- lacks its full stop is not cut. Where a twin column shows what is missing, that rule tells it.
-- grain: one row per goal text that is cut
select
    p.document_id,
    o.project_id,
    cast(null as varchar) as indicator_id,
    o.source_cell_id,
    [o.source_cell_id] as source_cell_ids,
    o.objective_text as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '绩效目标像是被截断了：「…' || right(trim(o.objective_text), 12) || '」。' as message_zh
from core.fact_objective as o
inner join core.fact_project as p on o.project_id = p.project_id
where
    regexp_matches(trim(o.objective_text), '(进一步|以及|[各和与及或并以为在对将使由把被向于从的、，,（(《“‘—])$')
    and length(o.objective_text) >= 8
