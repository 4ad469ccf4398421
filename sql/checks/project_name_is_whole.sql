-- H-01: the name of a project is not cut at the edge of its cell: it does not end in a word that must go on, nor
-- with an open bracket. The endings are a reviewed list of what a Chinese name never ends in.
-- grain: one row per project whose name is cut
select
    document_id,
    project_id,
    cast(null as varchar) as indicator_id,
    source_cell_id,
    [source_cell_id] as source_cell_ids,
    project_name as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '项目名称像是被截断了：「' || project_name || '」。' as message_zh
from core.fact_project
where
    (
        regexp_matches(trim(project_name), '(进一步|以及|[各和与及或并以为在对将使由把被向于从的、，,；（(《“‘—:：])$')
        or (regexp_matches(trim(project_name), '预$') and not regexp_matches(trim(project_name), '干预$'))
        or (regexp_matches(trim(project_name), '准$') and not regexp_matches(trim(project_name), '[标精基核批瞄水对获]准$'))
        or (regexp_matches(trim(project_name), '整$') and not regexp_matches(trim(project_name), '[完调平齐规修休工重]整$'))
        or (
            regexp_matches(trim(project_name), '养$')
            and not regexp_matches(trim(project_name), '[保抚供赡营培寄收托疗修素休奉涵教给散圈放饲喂]养$')
        )
    )
