-- H-03: 项目属性 is one of 新增, 延续, 一次性, 经常性, 阶段性. A term (一年期项目) is no nature. One finding for each wording.
-- grain: one row per document and unknown wording
select
    p.document_id,
    case when count(*) = 1 then min(p.project_id) end as project_id,
    cast(null as varchar) as indicator_id,
    min(p.source_cell_id) as source_cell_id,
    list(p.source_cell_id order by p.source_cell_id) as source_cell_ids,
    p.nature_printed as printed,
    '新增、延续、一次性、经常性或阶段性' as expected,
    cast(null as varchar) as difference,
    '项目属性写的是「' || p.nature_printed || '」（' || cast(count(*) as varchar)
    || ' 个项目），'
    || case when regexp_matches(p.nature_printed, '年期|[0-9一二三四五]年') then '这是期限，不是属性。' else '不在规定的几种之内。' end
        as message_zh
from core.fact_project as p
where p.project_nature = 'unmapped'
group by p.document_id, p.nature_printed
