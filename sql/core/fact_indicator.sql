-- Printed indicators; those declared 无 are rows too, empty placeholders are not. Each has one target, of which the kind
-- stands here too, because most questions count indicators by it.
-- grain: one row per printed indicator
select
    i.indicator_id,
    i.project_id,
    i.indicator_no,
    i.category,
    i.dimension,
    i.level1_printed,
    i.level2_printed,
    i.ordinal_printed,
    i.indicator_name,
    i.requirement,
    i.declared_none,
    i.weight,
    i.actual_printed,
    i.score_printed,
    i.direction_printed,
    i.standard_printed,
    i.note_printed,
    i.block,
    i.kind as target_kind,
    i.kind in ('percent', 'money', 'count', 'number', 'rate', 'duration') as target_is_quantified,
    i.source_cell_id,
    p.release_id,
    p.parser_version
from staging.indicator as i
inner join core.fact_project as p on i.project_id = p.project_id
