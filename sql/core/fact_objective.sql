-- Goal texts of the projects, as printed; one project may have several.
-- grain: one row per goal text of a project
select
    o.objective_id,
    o.project_id,
    o.scope,
    o.period,
    o.text_printed as objective_text,
    o.source_cell_id,
    p.release_id,
    p.parser_version
from staging.objective as o
inner join core.fact_project as p on o.project_id = p.project_id
