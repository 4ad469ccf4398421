-- V-09: name and value speak of the same thing: a name of money is not answered with a number of persons or
-- things, and a saving (成本节约) not with the standard or the whole budget.
-- grain: one row per value about something else
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
        when regexp_matches(i.indicator_name, '节') then '名称说的是节约，值「' || t.target_printed || '」却是开支标准或上限。'
        else '「' || i.indicator_name || '」与值「' || t.target_printed || '」说的不是一回事。'
    end as message_zh
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join core.fact_project as p on i.project_id = p.project_id
where
    not i.declared_none
    and (
        (
            t.kind = 'count'
            and regexp_matches(
                i.indicator_name, '(工资|薪酬|报酬|费|费用|金额|补贴额|经费|支出|成本|租金)\s*[。.]?$'
            )
        )
        or (
            i.dimension in ('cost', 'economic_cost')
            and regexp_matches(i.indicator_name, '(节约|节省|节支)(额|金额|数)?$')
            and (
                (t.kind = 'rate' and t.unit = 'CNY')
                or (t.kind = 'money' and t.comparator in ('le', 'lt'))
            )
        )
        or (
            t.kind in ('money', 'percent')
            and regexp_matches(regexp_replace(i.indicator_name, '[（(\[【].*$', ''), '(人数|人次|户数|场次|次数|件数|个数)$')
        )
    )
