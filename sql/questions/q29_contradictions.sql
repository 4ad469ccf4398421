-- Q29. 哪些行自相矛盾或互相矛盾？
-- Which rows contradict themselves or each other?
-- note: 数的勾稽不符（不含序号），以及滑行、名值不符、期限与发放月份不合等发现；每条都给出位置。
with contradiction as (
    select
        r.project_id,
        r.relation as what,
        r.reason_zh as says,
        r.source_cell_id
    from quality.reconciliation as r
    where r.outcome in ('contradicts', 'part_year') and r.relation <> 'ordinals'
    union all
    select
        f.project_id,
        f.rule_code as what,
        f.message_zh as says,
        f.source_cell_id
    from quality.finding as f
    where
        not f.is_waived
        and f.rule_code in (
            'total_row_has_not_slipped', 'term_and_payment_window_agree', 'name_and_value_are_about_the_same'
        )
)

select
    p.district_name,
    p.project_name,
    k.what,
    k.says,
    c.line
from contradiction as k
inner join marts.mart_project as p on k.project_id = p.project_id
left join staging.source_cell as c on k.source_cell_id = c.source_cell_id
order by p.district_name desc, k.what asc, c.document_id asc, c.cell_no asc
