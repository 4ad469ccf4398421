-- G-07: words of the level above fit the place: 省委 and 省级 have no meaning in an autonomous region or a municipality.
-- grain: one row per project that uses one
select
    p.document_id,
    o.project_id,
    cast(null as varchar) as indicator_id,
    min(o.source_cell_id) as source_cell_id,
    list(o.source_cell_id order by o.source_cell_id) as source_cell_ids,
    min(regexp_extract(o.objective_text, '(^|[^节])(省(委|政府|级|财政|纪委|人大))', 2)) as printed,
    case when substr(min(p.district_code), 1, 2) in ('11', '12', '31', '50') then '市' else '自治区' end as expected,
    cast(null as varchar) as difference,
    '目标里写了「' || min(regexp_extract(o.objective_text, '(^|[^节])(省(委|政府|级|财政|纪委|人大))', 2))
    || '」，本地没有省一级，像是从别处照搬。' as message_zh
from core.fact_objective as o
inner join core.fact_project as p on o.project_id = p.project_id
where
    substr(p.district_code, 1, 2) in ('15', '45', '54', '64', '65', '11', '12', '31', '50')
    and regexp_matches(o.objective_text, '(^|[^节])省(委|政府|级|财政|纪委|人大)')
group by p.document_id, o.project_id
