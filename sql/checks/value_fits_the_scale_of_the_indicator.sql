-- V-07: the value belongs to the scale of the indicator. 满意 is a grade of satisfaction and not of a benefit; a
-- rate (…率) is answered in percent. 效率, 频率 and prices called rates are no shares.
-- grain: one row per value of another scale
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
            regexp_matches(t.target_printed, '满意')
            then '「' || t.target_printed || '」是满意度的等级，不能回答「' || i.indicator_name || '」。'
        else '「' || i.indicator_name || '」是比率，值却是「' || t.target_printed || '」。'
    end as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and (
        (
            i.category <> 'satisfaction'
            and contains(t.target_printed, '满')
            and regexp_matches(regexp_replace(t.target_printed, '[\s　 ]+', '', 'g'), '^(非常|基本|比较|较|很|不)?满意$')
            and not regexp_matches(i.indicator_name, '满意')
        )
        or (
            contains(i.indicator_name, '率')
            and regexp_matches(regexp_replace(i.indicator_name, '[（(\[【].*$', ''), '率\s*[。.]?$')
            and not regexp_matches(
                regexp_replace(i.indicator_name, '[（(\[【].*$', ''),
                '(效|频|速|利|汇|税|费|功|曲|斜|心|倍|分辨|死亡|发病|出生|人口增长|容积)率\s*[。.]?$'
            )
            and t.kind in ('money', 'count', 'duration', 'qualitative')
            and not regexp_matches(t.target_printed, '‰|千分|分之|比')
        )
    )
