-- A target that nothing can meet is a slip: a share of more than 100 %. Growth, fulfilment and execution can
-- exceed 100 %.
-- grain: one row per target that cannot hold
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    t.source_cell_id,
    [t.source_cell_id, i.source_cell_id] as source_cell_ids,
    t.target_printed as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '「' || i.indicator_name || '」的目标「' || t.target_printed || '」超过了 100%，不可能达到。' as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and t.kind = 'percent'
    and (
        (
            t.comparator in ('ge', 'gt', 'eq', 'unstated', 'approx')
            and (t.canonical_low > 100 or (t.comparator = 'gt' and t.canonical_low >= 100))
        )
        or (t.comparator in ('le', 'lt') and t.canonical_high < 0)
    )
    and (
        i.category = 'satisfaction'
        or regexp_matches(i.indicator_name, '满意|合格率|覆盖率|正确率|准确率|及时率|达标率|发放率|参保率|入户率|普及率|出勤率|知晓率|占比|优良率|验收')
    )
    and not regexp_matches(i.indicator_name, '增|同比|环比|提高|提升')
