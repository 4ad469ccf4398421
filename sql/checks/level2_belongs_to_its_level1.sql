-- T-02: the level 2 belongs to the level 1 it stands under (成本 under 产出 in the scheme of 2015, under 成本 in that of
-- 2021). Where the level 1 itself carries a wrong name, that is the cause and is told there.
-- grain: one row per indicator under the wrong level 1
with label as (
    select distinct level1_printed
    from core.fact_indicator
),

level1 as (
    select
        level1_printed,
        regexp_replace(
            regexp_replace(level1_printed, '[（(\[【].*$', ''),
            '[\s　 *★☆：:、0-9一二三四五六七八九十分.]+|绩效|指标|项目|目标', '', 'g'
        ) as bare
    from label
),

named as (
    select
        p.document_id,
        i.project_id,
        i.indicator_id,
        i.source_cell_id,
        i.dimension,
        i.level1_printed,
        i.level2_printed,
        l.bare
    from core.fact_indicator as i
    inner join level1 as l on i.level1_printed = l.level1_printed
    inner join core.fact_project as p on i.project_id = p.project_id
    where i.level2_printed is not null and i.dimension is not null
)

select
    n.document_id,
    n.project_id,
    n.indicator_id,
    n.source_cell_id,
    [n.source_cell_id] as source_cell_ids,
    n.level1_printed || '／' || n.level2_printed as printed,
    d.category_name_zh || '／' || d.name_zh as expected,
    cast(null as varchar) as difference,
    '「' || n.level2_printed || '」不是「' || n.level1_printed || '」下面的二级指标。' as message_zh
from named as n
inner join core.dim_indicator_category as d on n.dimension = d.dimension
where
    (n.bare in ('产出', '完成') and d.category not in ('output', 'cost'))
    or (n.bare = '成本' and not (d.category = 'cost' or n.dimension = 'cost'))
    or (n.bare = '效益' and d.category not in ('benefit', 'satisfaction'))
    or (n.bare = '满意度' and d.category <> 'satisfaction')
