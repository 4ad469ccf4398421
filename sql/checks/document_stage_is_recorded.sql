-- H-06: it is known what kind of table a document is: submitted or disclosed targets, approved targets,
-- self-evaluation.
-- grain: one row per document of unknown kind
select
    document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    cast(null as varchar) as source_cell_id,
    cast([] as varchar[]) as source_cell_ids,
    title as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '看不出是目标表、批复表、申报表还是自评表。' as message_zh
from core.dim_document
where form_type is null and state in ('read', 'partly_read')
