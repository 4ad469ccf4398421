-- A target that nothing can miss promises nothing: a count or a share of at least 0, a share of at most 100 %.
-- Growth of at least 0 can be missed.
-- grain: one row per target that cannot fail
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    t.source_cell_id,
    [t.source_cell_id, i.source_cell_id] as source_cell_ids,
    t.target_printed as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '「' || i.indicator_name || '」的目标「' || t.target_printed || '」怎样都能达到。' as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and (
        (
            t.comparator = 'ge'
            and t.low = 0
            and t.kind in ('count', 'money', 'percent', 'number')
            and not regexp_matches(i.indicator_name, '增|涨|提高|提升|变化|同比|环比|结余|利润|收益|盈')
        )
        or (
            t.kind = 'percent'
            and t.comparator = 'le'
            and t.canonical_high >= 100
            and regexp_matches(i.indicator_name, '率|度|比例|占比')
            and not regexp_matches(i.indicator_name, '增|同比|环比|执行率|控制率|使用率|利用率|负债|成本|费|超')
        )
    )
