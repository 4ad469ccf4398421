-- H-07: the name is that of the unit's own project and not of the programme above it. Only units below the county whose
-- project names a wider territory (全区, 中央, 各乡镇) are looked at.
-- grain: one row per project that bears a programme's name
select
    document_id,
    project_id,
    cast(null as varchar) as indicator_id,
    source_cell_id,
    [source_cell_id] as source_cell_ids,
    project_name as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '「' || project_name || '」是上级项目的名称，看不出本单位做什么。' as message_zh
from core.fact_project
where
    regexp_matches(agency_name, '街道|乡人民政府|镇人民政府|办事处')
    and regexp_matches(project_name, '^([0-9]{4}年度?)?(全区|全县|全市|全省|中央|自治区|省级|市级|区级|县级|各乡镇|各街道|乡镇街道|各镇)')
