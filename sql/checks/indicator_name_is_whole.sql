-- V-12: the name of an indicator is not cut at the edge of its cell (same reviewed endings as for project names).
-- grain: one row per indicator whose name is cut
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    i.source_cell_id,
    [i.source_cell_id] as source_cell_ids,
    i.indicator_name as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '指标名称像是被截断了：「' || i.indicator_name || '」。' as message_zh
from core.fact_indicator as i
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and (
        regexp_matches(trim(i.indicator_name), '(进一步|以及|[各和与及或并以为在对将使由把被向于从的、，,；（(《“‘—:：])$')
        or (regexp_matches(trim(i.indicator_name), '预$') and not regexp_matches(trim(i.indicator_name), '干预$'))
        or (
            regexp_matches(trim(i.indicator_name), '准$') and not regexp_matches(trim(i.indicator_name), '[标精基核批瞄水对获]准$')
        )
        or (
            regexp_matches(trim(i.indicator_name), '整$') and not regexp_matches(trim(i.indicator_name), '[完调平齐规修休工重]整$')
        )
        or (
            regexp_matches(trim(i.indicator_name), '养$')
            and not regexp_matches(trim(i.indicator_name), '[保抚供赡营培寄收托疗修素休奉涵教给散圈放饲喂]养$')
        )
    )
