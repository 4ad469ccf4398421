-- H-01: every project form names its project.
-- grain: one row per form without a name
select
    document_id,
    project_id,
    cast(null as varchar) as indicator_id,
    source_cell_id,
    [source_cell_id] as source_cell_ids,
    cast(null as varchar) as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '这张表没有项目名称。' as message_zh
from core.fact_project
where scope = 'project' and (project_name is null or trim(project_name) = '')
