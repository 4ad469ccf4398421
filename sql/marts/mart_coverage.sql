-- The edge of every number: which documents came, which could be read, what they hold, and which cells were left out.
-- grain: one row per district, year and form type
with document as (
    select
        document_id,
        district_code,
        fiscal_year,
        form_type,
        state,
        cells_non_blank,
        cells_used,
        cells_ignored,
        cells_refused
    from core.dim_document
    union all
    -- Registered, but not there: expected all the same. Where it belongs is known only when it comes.
    select
        i.issue_id as document_id,
        cast(null as varchar) as district_code,
        cast(null as integer) as fiscal_year,
        cast(null as varchar) as form_type,
        'absent' as state,
        0 as cells_non_blank,
        0 as cells_used,
        0 as cells_ignored,
        0 as cells_refused
    from staging.issue as i
    left join core.dim_document as gone on i.printed = gone.path and gone.state = 'withdrawn'
    where i.rule_code = 'registered_source_is_received' and gone.document_id is null
),

project as (
    select
        document_id,
        count(*) filter (where is_counted) as project_count,
        count(*) filter (where not is_counted) as projects_not_counted,
        sum(funding_stated_yuan) filter (where is_counted) as funding_stated_yuan,
        sum(funding_yuan) filter (where is_counted) as funding_yuan
    from marts.mart_project
    group by document_id
),

target as (
    select
        p.document_id,
        count(*) as indicator_count,
        count(*) filter (where i.target_kind not in ('declared_none', 'blank', 'unreadable')) as targets_read,
        count(*) filter (where i.target_is_quantified and not i.declared_none) as targets_quantified,
        count(*) filter (where i.declared_none) as targets_declared_none,
        count(*) filter (where i.target_kind = 'blank' and not i.declared_none) as targets_blank,
        count(*) filter (where i.target_kind = 'unreadable' and not i.declared_none) as targets_unreadable
    from core.fact_indicator as i
    inner join core.fact_project as p on i.project_id = p.project_id
    group by p.document_id
),

counted as (
    select
        d.district_code,
        d.fiscal_year,
        d.form_type,
        count(*) filter (where d.state <> 'duplicate') as documents_expected,
        count(*) filter (where d.state not in ('withdrawn', 'absent')) as documents_received,
        count(*) filter (where d.state = 'read') as documents_read,
        count(*) filter (where d.state = 'partly_read') as documents_partly_read,
        count(*) filter (where d.state = 'refused') as documents_refused,
        count(*) filter (where d.state = 'duplicate') as documents_duplicate,
        count(*) filter (where d.state = 'withdrawn') as documents_withdrawn,
        count(*) filter (
            where d.state in ('read', 'partly_read') and p.project_count + p.projects_not_counted > 0
        ) as documents_usable,
        cast(coalesce(sum(p.project_count), 0) as bigint) as project_count,
        cast(coalesce(sum(p.projects_not_counted), 0) as bigint) as projects_not_counted,
        cast(coalesce(sum(t.indicator_count), 0) as bigint) as indicator_count,
        cast(coalesce(sum(t.targets_read), 0) as bigint) as targets_read,
        cast(coalesce(sum(t.targets_quantified), 0) as bigint) as targets_quantified,
        cast(coalesce(sum(t.targets_declared_none), 0) as bigint) as targets_declared_none,
        cast(coalesce(sum(t.targets_blank), 0) as bigint) as targets_blank,
        cast(coalesce(sum(t.targets_unreadable), 0) as bigint) as targets_unreadable,
        cast(sum(d.cells_non_blank) as bigint) as cells_non_blank,
        cast(sum(d.cells_used) as bigint) as cells_used,
        cast(sum(d.cells_ignored) as bigint) as cells_ignored,
        cast(sum(d.cells_refused) as bigint) as cells_refused,
        sum(p.funding_stated_yuan) as funding_stated_yuan,
        sum(p.funding_yuan) as funding_yuan
    from document as d
    left join project as p on d.document_id = p.document_id
    left join target as t on d.document_id = t.document_id
    group by d.district_code, d.fiscal_year, d.form_type
)

select
    'coverage/' || coalesce(c.district_code, '?') || '/' || coalesce(cast(c.fiscal_year as varchar), '?') || '/'
    || coalesce(c.form_type, '?') as row_id,
    c.district_code,
    d.name_zh as district_name,
    c.fiscal_year,
    c.form_type,
    c.documents_expected,
    c.documents_received,
    c.documents_read,
    c.documents_partly_read,
    c.documents_refused,
    c.documents_duplicate,
    c.documents_withdrawn,
    c.documents_usable,
    c.project_count,
    c.projects_not_counted,
    c.indicator_count,
    c.targets_read,
    c.targets_quantified,
    c.targets_declared_none,
    c.targets_blank,
    c.targets_unreadable,
    c.cells_non_blank,
    c.cells_used,
    c.cells_ignored,
    c.cells_refused,
    c.funding_stated_yuan,
    c.funding_yuan,
    coalesce(c.form_type = 'target_table', false) as is_whole_list,
    coalesce(c.form_type = 'target_table', false) and c.documents_refused = 0 and c.documents_partly_read = 0
        as is_comparable,
    nullif(
        concat_ws(
            '；',
            case when c.district_code is null then '县区未判定' end,
            case when c.fiscal_year is null then '年度未判定' end,
            case
                when c.form_type is null then '表格种类未判定'
                when c.form_type = 'approval_table' then '批复表只含所批复的项目'
                when c.form_type <> 'target_table' then '不是目标表'
            end,
            case
                when c.documents_expected > c.documents_received - c.documents_duplicate
                    then
                        (c.documents_expected - c.documents_received + c.documents_duplicate)
                        || ' 份登记或曾收到的文档现在没有'
            end,
            case when c.documents_refused > 0 then c.documents_refused || ' 份文档读不了' end,
            case when c.documents_partly_read > 0 then c.documents_partly_read || ' 份文档只读出一部分' end
        ), ''
    ) as reason,
    case
        when c.form_type = 'target_table' then '目标表看来是单位全年项目的清单，文件本身没有写明是否齐全'
    end as note
from counted as c
left join core.dim_district as d on c.district_code = d.place_code
