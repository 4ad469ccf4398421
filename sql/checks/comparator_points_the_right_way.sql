-- V-08: the comparator points the way the indicator means. What is delivered is promised at least (≥), not at most;
-- the unit's own staff is a fact and no promise; an accident rate leaves no room for accidents.
-- grain: one row per comparator that points the wrong way
select
    p.document_id,
    i.project_id,
    i.indicator_id,
    t.source_cell_id,
    [t.source_cell_id, i.source_cell_id] as source_cell_ids,
    t.target_printed as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    case
        when
            t.comparator in ('ge', 'gt')
            then '「' || i.indicator_name || '」是本单位的既有人数，写「' || t.target_printed || '」不是承诺。'
        when
            regexp_matches(i.indicator_name, '事故|死亡|伤亡|违纪|违法|火灾')
            then '「' || i.indicator_name || '」写「' || t.target_printed || '」，等于允许发生。'
        else '「' || i.indicator_name || '」是要完成的数量，「' || t.target_printed || '」只封了顶，做得越少越达标。'
    end as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and (
        (
            i.dimension = 'quantity'
            and t.kind = 'count'
            and t.comparator in ('le', 'lt')
            and not regexp_matches(
                i.indicator_name,
                '事故|投诉|死亡|伤亡|违法|违规|违纪|案件|排放|耗|超|偏差|差错|错误|失误|上访|信访|发案|火灾|疫情|编制|控制|限|缺|'
                || '流失|返贫|故障|中断|闲置|负债|债务|逾期|拖欠|三公|接待|因公|时间|天数|不'
            )
        )
        or (
            i.dimension = 'quantity'
            and t.comparator in ('ge', 'gt')
            and regexp_matches(i.indicator_name, '(编制人员|职工|在编|在职人员|工作人员)(人数|数量|数)$')
        )
        or (
            regexp_matches(i.indicator_name, '(事故|死亡|伤亡|违纪|违法|火灾)(的)?(发生)?(率|数|次数|起数|件数)$')
            and t.comparator in ('le', 'lt')
            and coalesce(t.canonical_high, 0) > 0
            and not regexp_matches(i.indicator_name, '下降|降低|减少|降幅')
        )
    )
