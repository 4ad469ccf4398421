-- S-03: the amounts stand in the same column in all forms of a document (of texts, where a column is a count of tabs).
-- grain: one row per project whose amounts stand elsewhere
with amount as (
    select
        p.document_id,
        f.project_id,
        f.source_cell_id,
        c.column_no,
        f.amount_printed
    from core.fact_funding as f
    inner join core.fact_project as p on f.project_id = p.project_id
    inner join staging.source_cell as c on f.source_cell_id = c.source_cell_id
    where f.fund_source = 'fiscal_appropriation' and f.amount_printed is not null and c.line is not null
),

usual as (
    select
        document_id,
        mode(column_no) as usual_column,
        count(*) as amount_count
    from amount
    group by document_id
)

select
    a.document_id,
    a.project_id,
    cast(null as varchar) as indicator_id,
    a.source_cell_id,
    [a.source_cell_id] as source_cell_ids,
    a.amount_printed as printed,
    '第 ' || cast(u.usual_column as varchar) || ' 列' as expected,
    cast(a.column_no - u.usual_column as varchar) || ' 列' as difference,
    '资金一栏在第 ' || cast(a.column_no as varchar) || ' 列，同一份文件的其他表在第 ' || cast(u.usual_column as varchar)
    || ' 列；已按标签读出。' as message_zh
from amount as a
inner join usual as u on a.document_id = u.document_id
where a.column_no <> u.usual_column and u.amount_count >= 3
