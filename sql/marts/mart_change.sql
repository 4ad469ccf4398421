-- What changed since the last release, and why: for each project, amount and target. A project is the same when its
-- cell is the same, else when agency, year, name and place among namesakes agree. Of a new or vanished project only
-- the project is listed. The cause follows from the document: other content, other parser version, a correction, else
-- reference data.
-- grain: one row per project, amount or target that changed since the last release
with now_project as (
    select
        p.project_id,
        p.document_id,
        d.path,
        p.parser_version,
        p.agency_id,
        p.fiscal_year,
        p.project_name,
        p.topic_code,
        p.source_cell_id,
        coalesce(p.agency_id, '') || '|' || coalesce(cast(p.fiscal_year as varchar), '') || '|'
        || coalesce(regexp_replace(p.project_name, '[\s　]+', '', 'g'), '') as name_key
    from core.fact_project as p
    inner join core.dim_document as d on p.document_id = d.document_id
),

then_project as (
    select
        p.project_id,
        p.document_id,
        d.path,
        d.parser_version,
        p.agency_id,
        p.fiscal_year,
        p.project_name,
        p.topic_code,
        coalesce(p.agency_id, '') || '|' || coalesce(cast(p.fiscal_year as varchar), '') || '|'
        || coalesce(regexp_replace(p.project_name, '[\s　]+', '', 'g'), '') as name_key
    from staging.previous_project as p
    inner join staging.previous_document as d on p.document_id = d.document_id
),

now_unmatched as (
    select
        n.project_id,
        n.name_key,
        row_number() over (partition by n.name_key order by n.project_id asc) as namesake
    from now_project as n
    left join then_project as t on n.project_id = t.project_id
    where t.project_id is null
),

then_unmatched as (
    select
        t.project_id,
        t.name_key,
        row_number() over (partition by t.name_key order by t.project_id asc) as namesake
    from then_project as t
    left join now_project as n on t.project_id = n.project_id
    where n.project_id is null
),

matched as (
    select
        n.project_id,
        t.project_id as previous_project_id
    from now_project as n
    inner join then_project as t on n.project_id = t.project_id
    union all
    select
        n.project_id,
        t.project_id as previous_project_id
    from now_unmatched as n
    inner join then_unmatched as t on n.name_key = t.name_key and n.namesake = t.namesake
),

project_pair as (
    select
        m.project_id,
        m.previous_project_id,
        n.path,
        n.project_name,
        case
            when n.document_id <> t.document_id then 'replaced'
            when n.parser_version <> t.parser_version then 'parser'
            else 'reference'
        end as cause
    from matched as m
    inner join now_project as n on m.project_id = n.project_id
    inner join then_project as t on m.previous_project_id = t.project_id
),

then_path as (
    select distinct path
    from staging.previous_document
),

now_path as (
    select distinct path
    from core.dim_document
    where state <> 'withdrawn'
),

project_change as (
    select
        'project' as subject,
        'new' as change_kind,
        case
            when same_document.document_id is not null and same_document.parser_version = n.parser_version
                then 'reference'
            when same_document.document_id is not null then 'parser'
            when same_path.path is not null then 'replaced'
            else 'source'
        end as cause,
        n.path,
        n.project_id as record_id,
        cast(null as varchar) as previous_record_id,
        n.project_name,
        cast(null as varchar) as what,
        cast(null as varchar) as previous_value,
        n.project_name as current_value,
        n.source_cell_id
    from now_project as n
    left join matched as m on n.project_id = m.project_id
    left join staging.previous_document as same_document on n.document_id = same_document.document_id
    left join then_path as same_path on n.path = same_path.path
    where m.project_id is null
    union all
    select
        'project' as subject,
        'gone' as change_kind,
        case
            when same_document.document_id is not null and same_document.parser_version = t.parser_version
                then 'reference'
            when same_document.document_id is not null then 'parser'
            when same_path.path is not null then 'replaced'
            else 'withdrawn'
        end as cause,
        t.path,
        t.project_id as record_id,
        t.project_id as previous_record_id,
        t.project_name,
        cast(null as varchar) as what,
        t.project_name as previous_value,
        cast(null as varchar) as current_value,
        cast(null as varchar) as source_cell_id
    from then_project as t
    left join matched as m on t.project_id = m.previous_project_id
    left join core.dim_document as same_document
        on t.document_id = same_document.document_id and same_document.state in ('read', 'partly_read')
    left join now_path as same_path on t.path = same_path.path
    where m.previous_project_id is null
    union all
    select
        'project' as subject,
        'changed' as change_kind,
        p.cause,
        p.path,
        p.project_id as record_id,
        p.previous_project_id as previous_record_id,
        p.project_name,
        cast(null as varchar) as what,
        concat_ws('，', t.project_name, t.topic_code, cast(t.fiscal_year as varchar), t.agency_id) as previous_value,
        concat_ws('，', n.project_name, n.topic_code, cast(n.fiscal_year as varchar), n.agency_id) as current_value,
        n.source_cell_id
    from project_pair as p
    inner join now_project as n on p.project_id = n.project_id
    inner join then_project as t on p.previous_project_id = t.project_id
    where
        n.project_name is distinct from t.project_name
        or n.topic_code is distinct from t.topic_code
        or n.fiscal_year is distinct from t.fiscal_year
        or n.agency_id is distinct from t.agency_id
),

now_funding as (
    select
        p.project_id,
        f.fund_source || '/' || f.scope as what,
        f.funding_id,
        f.amount_accepted_yuan,
        f.amount_stated_yuan,
        f.acceptance,
        f.source_cell_id,
        row_number() over (
            partition by p.project_id, f.fund_source, f.scope
            order by f.funding_id asc
        ) as namesake
    from project_pair as p
    inner join core.fact_funding as f on p.project_id = f.project_id
),

then_funding as (
    select
        p.project_id,
        f.fund_source || '/' || f.scope as what,
        f.funding_id,
        f.amount_accepted_yuan,
        f.amount_stated_yuan,
        f.acceptance,
        row_number() over (
            partition by p.project_id, f.fund_source, f.scope
            order by f.funding_id asc
        ) as namesake
    from project_pair as p
    inner join staging.previous_funding as f on p.previous_project_id = f.project_id
),

funding_change as (
    select
        'funding' as subject,
        case
            when t.funding_id is null then 'new'
            when n.funding_id is null then 'gone'
            else 'changed'
        end as change_kind,
        case
            when n.acceptance = 'corrected' or t.acceptance = 'corrected' then 'correction'
            else p.cause
        end as cause,
        p.path,
        coalesce(n.funding_id, t.funding_id) as record_id,
        t.funding_id as previous_record_id,
        p.project_name,
        coalesce(n.what, t.what) as what,
        case
            when t.funding_id is not null
                then
                    coalesce(cast(coalesce(t.amount_accepted_yuan, t.amount_stated_yuan) as varchar), '空白')
                    || ' ' || t.acceptance
        end as previous_value,
        case
            when n.funding_id is not null
                then
                    coalesce(cast(coalesce(n.amount_accepted_yuan, n.amount_stated_yuan) as varchar), '空白')
                    || ' ' || n.acceptance
        end as current_value,
        n.source_cell_id
    from now_funding as n
    full outer join then_funding as t
        on n.project_id = t.project_id and n.what = t.what and n.namesake = t.namesake
    inner join project_pair as p on coalesce(n.project_id, t.project_id) = p.project_id
    where
        n.funding_id is null
        or t.funding_id is null
        or n.amount_accepted_yuan is distinct from t.amount_accepted_yuan
        or n.amount_stated_yuan is distinct from t.amount_stated_yuan
        or n.acceptance <> t.acceptance
),

now_target as (
    select
        p.project_id,
        i.indicator_name as what,
        coalesce(i.dimension, '') || '|' || regexp_replace(i.indicator_name, '[\s　]+', '', 'g') as name_key,
        t.target_id,
        coalesce(t.target_printed, '空白') as current_value,
        concat_ws(
            '|', t.target_printed, t.kind, t.comparator, cast(t.canonical_low as varchar),
            cast(t.canonical_high as varchar), t.canonical_unit
        ) as meaning,
        t.source_cell_id,
        row_number() over (
            partition by p.project_id, i.dimension, regexp_replace(i.indicator_name, '[\s　]+', '', 'g')
            order by t.target_id asc
        ) as namesake
    from project_pair as p
    inner join core.fact_indicator as i on p.project_id = i.project_id
    inner join core.fact_target as t on i.indicator_id = t.indicator_id
),

then_target as (
    select
        p.project_id,
        t.indicator_name as what,
        coalesce(t.dimension, '') || '|' || regexp_replace(t.indicator_name, '[\s　]+', '', 'g') as name_key,
        t.target_id,
        coalesce(t.target_printed, '空白') as current_value,
        concat_ws(
            '|', t.target_printed, t.kind, t.comparator, cast(t.canonical_low as varchar),
            cast(t.canonical_high as varchar), t.canonical_unit
        ) as meaning,
        row_number() over (
            partition by p.project_id, t.dimension, regexp_replace(t.indicator_name, '[\s　]+', '', 'g')
            order by t.target_id asc
        ) as namesake
    from project_pair as p
    inner join staging.previous_target as t on p.previous_project_id = t.project_id
),

target_change as (
    select
        'target' as subject,
        case
            when t.target_id is null then 'new'
            when n.target_id is null then 'gone'
            else 'changed'
        end as change_kind,
        p.cause,
        p.path,
        coalesce(n.target_id, t.target_id) as record_id,
        t.target_id as previous_record_id,
        p.project_name,
        coalesce(n.what, t.what) as what,
        case when n.current_value = t.current_value then t.meaning else t.current_value end as previous_value,
        case when n.current_value = t.current_value then n.meaning else n.current_value end as current_value,
        n.source_cell_id
    from now_target as n
    full outer join then_target as t
        on n.project_id = t.project_id and n.name_key = t.name_key and n.namesake = t.namesake
    inner join project_pair as p on coalesce(n.project_id, t.project_id) = p.project_id
    where n.target_id is null or t.target_id is null or n.meaning <> t.meaning
),

everything as (
    select * from project_change
    union all
    select * from funding_change
    union all
    select * from target_change
)

select
    'change/' || e.subject || '/' || e.change_kind || '/' || e.record_id as row_id,
    e.subject,
    e.change_kind,
    e.cause,
    e.path,
    e.record_id,
    e.previous_record_id,
    e.project_name,
    e.what,
    e.previous_value,
    e.current_value,
    case e.subject when 'project' then '项目' when 'funding' then '资金' else '指标值' end
    || '「' || coalesce(e.what, e.project_name, e.record_id) || '」'
    || case e.change_kind
        when 'new' then '新增：' || coalesce(e.current_value, '')
        when 'gone' then '不再有：' || coalesce(e.previous_value, '')
        else '由「' || coalesce(e.previous_value, '') || '」变为「' || coalesce(e.current_value, '') || '」'
    end
    || case e.cause
        when 'source' then '（新来源）'
        when 'replaced' then '（来源换了内容）'
        when 'withdrawn' then '（来源已撤回）'
        when 'correction' then '（审定更正）'
        when 'parser' then '（来源未变，读法变了）'
        else '（来源与读法未变，参考数据变了）'
    end as message_zh,
    e.source_cell_id
from everything as e
-- The first release has nothing to be compared with.
where (select count(*) from staging.previous_document) > 0
