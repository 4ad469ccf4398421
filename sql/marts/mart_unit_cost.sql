-- What one worker, person served, session, community… costs: a project's accepted money over the quantity it
-- promises, the standard it prints itself (220元/人/年), or, where several projects print the same head count under the
-- same name, their money together over those people. Money over quantity is an average, not a price: the project may
-- pay for more. A ≥ quantity makes it an upper end, a ≤ quantity a lower end, and the note says so. Two unit costs
-- compare when topic, what is paid, what it is per and the period agree between two agencies.
-- grain: one row per project (or group of projects), basis and denominator
with project as (
    select
        project_id,
        project_name,
        regexp_replace(project_name, '[\s　]+', '', 'g') as name_plain,
        district_code,
        district_name,
        place_code,
        place_name,
        agency_id,
        agency_name,
        fiscal_year,
        topic_code,
        topic_name,
        funding_yuan,
        is_part_year
    from marts.mart_project
    where is_counted
),

target as (
    select
        t.target_id,
        t.project_id,
        i.indicator_name,
        i.dimension,
        t.target_printed,
        t.kind,
        t.comparator,
        t.canonical_unit,
        coalesce(t.canonical_low, t.canonical_high) as amount,
        array_to_string(list_sort(t.per), '/') as per_units,
        t.unit,
        regexp_replace(i.indicator_name || coalesce(t.counted, ''), '[\s　]+', '', 'g') as words,
        regexp_replace(i.indicator_name, '[\s　]+', '', 'g') as name_plain,
        regexp_replace(t.counted, '[\s　]+', '', 'g') as counted_plain
    from core.fact_target as t
    inner join core.fact_indicator as i on t.indicator_id = i.indicator_id
    where
        not t.uncertain
        and not i.declared_none
        and (t.canonical_low is null or t.canonical_high is null or t.canonical_low = t.canonical_high)
        and coalesce(t.canonical_low, t.canonical_high) > 0
        and (
            (t.kind = 'count' and i.dimension = 'quantity')
            or (t.kind = 'rate' and t.canonical_unit = 'CNY')
            or (t.kind = 'money' and t.canonical_unit = 'CNY' and array_to_string(t.per, '/') <> '')
        )
),

-- What it is per: by the unit (of a rate: its denominator), else by words of the name and the counted noun. Of several
-- keywords the first by this order decides.
denominator as (
    select
        denominator,
        name_zh as denominator_name,
        matched_in,
        keyword,
        row_number() over (
            order by priority asc, length(keyword) desc, denominator asc, matched_in asc, keyword asc
        ) as keyword_no
    from core.ref_denominator
),

matched as (
    select
        t.target_id,
        min(d.keyword_no) as keyword_no
    from target as t
    inner join denominator as d
        on
            (d.matched_in = 'text' and contains(t.words, d.keyword))
            or (d.matched_in = 'counted' and t.counted_plain = d.keyword)
            or (
                d.matched_in = 'unit'
                and (
                    (t.kind = 'count' and t.canonical_unit = d.keyword)
                    or (t.kind <> 'count' and contains('/' || t.per_units || '/', '/' || d.keyword || '/'))
                )
            )
    group by t.target_id
),

-- What is paid: of a rate by its own name first, else by the project's name.
subject as (
    select
        cost_subject,
        keyword,
        row_number() over (order by priority asc, length(keyword) desc, cost_subject asc, keyword asc) as keyword_no
    from core.ref_cost_subject
),

subject_of_target as (
    select
        t.target_id,
        min(s.keyword_no) as keyword_no
    from target as t
    inner join subject as s on contains(t.name_plain, s.keyword)
    where t.kind <> 'count'
    group by t.target_id
),

subject_of_project as (
    select
        p.project_id,
        min(s.keyword_no) as keyword_no
    from project as p
    inner join subject as s on contains(p.name_plain, s.keyword)
    group by p.project_id
),

single as (
    select
        p.district_code,
        p.district_name,
        p.place_code,
        p.place_name,
        p.agency_id,
        p.agency_name,
        p.fiscal_year,
        p.topic_code,
        p.topic_name,
        p.project_id,
        p.project_name,
        case when t.kind = 'count' then 'funding_over_quantity' else 'printed_rate' end as basis,
        s.cost_subject,
        coalesce(d.denominator, 'other') as denominator,
        coalesce(d.denominator_name, '其他') as denominator_name,
        case
            when t.kind = 'count' then 'year'
            when contains(t.per_units, 'year') then 'year'
            when contains(t.per_units, 'month') then 'month'
            when contains(t.per_units, 'day') then 'day'
        end as period,
        t.indicator_name,
        t.name_plain,
        t.target_printed,
        t.comparator,
        case when t.kind = 'count' then p.funding_yuan end as funding_yuan,
        case when t.kind = 'count' then t.amount end as quantity,
        case when t.kind <> 'count' then cast(t.amount as decimal(20, 4)) end as rate_yuan,
        t.target_id,
        t.canonical_unit,
        p.is_part_year and t.kind = 'count' as is_part_year,
        t.kind = 'count' and p.funding_yuan is null as is_without_money
    from target as t
    inner join project as p on t.project_id = p.project_id
    left join matched as m on t.target_id = m.target_id
    left join denominator as d on m.keyword_no = d.keyword_no
    left join subject_of_target as st on t.target_id = st.target_id
    left join subject_of_project as sp on p.project_id = sp.project_id
    left join subject as s on s.keyword_no = coalesce(st.keyword_no, sp.keyword_no)
),

-- The same head count under the same name in several projects of an agency: the same people, paid from several purses.
people as (
    select
        district_code,
        district_name,
        place_code,
        place_name,
        agency_id,
        agency_name,
        fiscal_year,
        topic_code,
        min(topic_name) as topic_name,
        string_agg(project_name, '、' order by project_id) as project_name,
        min(project_id) as first_project_id,
        case
            when
                count(*) filter (where cost_subject not in ('pay', 'social_insurance')) = 0
                and min(cost_subject) = 'pay'
                and max(cost_subject) = 'social_insurance'
                then 'pay_and_insurance'
        end as cost_subject,
        denominator,
        min(denominator_name) as denominator_name,
        min(indicator_name) as indicator_name,
        sum(funding_yuan) as funding_yuan,
        quantity,
        count(*) as project_count,
        count(*) filter (where is_part_year) > 0 as is_part_year,
        count(*) filter (where is_without_money) > 0 as is_without_money
    from single
    where basis = 'funding_over_quantity' and canonical_unit = 'person' and agency_id is not null
    group by
        district_code, district_name, place_code, place_name, agency_id, agency_name, fiscal_year, topic_code,
        denominator, name_plain, quantity
    having count(*) > 1
),

listed as (
    select
        'unit_cost/' || target_id as row_id,
        district_code,
        district_name,
        place_code,
        place_name,
        agency_id,
        agency_name,
        fiscal_year,
        topic_code,
        topic_name,
        project_id,
        project_name,
        basis,
        cost_subject,
        denominator,
        denominator_name,
        period,
        indicator_name,
        target_printed,
        comparator,
        funding_yuan,
        quantity,
        rate_yuan,
        target_id,
        is_part_year,
        is_without_money
    from single
    union all
    select
        'unit_cost/same_people/' || first_project_id as row_id,
        district_code,
        district_name,
        place_code,
        place_name,
        agency_id,
        agency_name,
        fiscal_year,
        topic_code,
        topic_name,
        cast(null as varchar) as project_id,
        project_name,
        'same_people' as basis,
        cost_subject,
        denominator,
        denominator_name,
        'year' as period,
        indicator_name,
        cast(null as varchar) as target_printed,
        cast(null as varchar) as comparator,
        case when not is_without_money then funding_yuan end as funding_yuan,
        quantity,
        cast(null as decimal(20, 4)) as rate_yuan,
        cast(null as varchar) as target_id,
        is_part_year,
        is_without_money
    from people
),

divided as (
    select
        l.*,
        cast(l.funding_yuan / nullif(l.quantity, 0) as decimal(20, 4)) as near_yuan
    from listed as l
),

-- A quotient is worked out in binary, which may lose the half behind the fourth decimal. What the rounded one leaves
-- over is exact, and says whether it was rounded the right way.
priced as (
    select
        d.*,
        case
            when d.rate_yuan is not null then d.rate_yuan
            when 2 * (d.funding_yuan - d.near_yuan * d.quantity) >= 0.0001 * d.quantity then d.near_yuan + 0.0001
            when 2 * (d.funding_yuan - d.near_yuan * d.quantity) < -0.0001 * d.quantity then d.near_yuan - 0.0001
            else d.near_yuan
        end as cost_yuan
    from divided as d
),

judged as (
    select
        l.*,
        nullif(
            concat_ws(
                '；',
                case when l.agency_id is null or l.fiscal_year is null then '单位或年度没有印出' end,
                case when l.is_without_money then '财政拨款没有采信的金额' end,
                case when l.is_part_year then '只列部分月份的资金' end,
                case when l.denominator = 'other' then '没有认出分母是什么' end,
                case
                    when l.cost_subject is null and l.basis = 'funding_over_quantity'
                        then '项目总额除以数量，不知付的是什么'
                    when l.cost_subject is null then '不知付的是什么'
                end,
                case when l.period is null then '标准没有印期间' end
            ), ''
        ) as own_reason
    from priced as l
),

peered as (
    select
        fiscal_year,
        topic_code,
        cost_subject,
        denominator,
        period
    from judged
    where own_reason is null
    group by fiscal_year, topic_code, cost_subject, denominator, period
    having min(agency_id) <> max(agency_id)
)

select
    j.row_id,
    j.district_code,
    j.district_name,
    j.place_code,
    j.place_name,
    j.agency_id,
    j.agency_name,
    j.fiscal_year,
    j.topic_code,
    j.topic_name,
    j.project_id,
    j.project_name,
    j.basis,
    j.cost_subject,
    j.denominator,
    j.denominator_name,
    j.period,
    j.indicator_name,
    j.target_printed,
    j.comparator,
    j.funding_yuan,
    j.quantity,
    cast(j.cost_yuan as decimal(20, 4)) as unit_cost_yuan,
    j.target_id,
    p.denominator is not null as is_comparable,
    case
        when j.own_reason is not null then j.own_reason
        when p.denominator is null then '没有另一单位同主题、同内容、同分母的单位成本'
    end as reason,
    nullif(
        concat_ws(
            '；',
            case j.basis
                when 'printed_rate' then '表上印出的标准'
                when 'same_people' then '同一批人的几个项目合计除以人数'
                else '项目总额除以数量目标，是平均数，不是单价'
            end,
            case
                when j.basis = 'funding_over_quantity' and j.comparator in ('ge', 'gt')
                    then '数量印「不少于」，单位成本至多如此'
                when j.basis = 'funding_over_quantity' and j.comparator in ('le', 'lt')
                    then '数量印「不多于」，单位成本至少如此'
                when j.comparator = 'approx' then '数量是约数'
            end,
            case
                when contains(j.project_name, '公积金') then '含住房公积金'
                when j.cost_subject = 'pay_and_insurance' and j.basis = 'printed_rate'
                    then '原文只说含社保，未说公积金'
            end
        ), ''
    ) as note
from judged as j
left join peered as p
    on
        j.own_reason is null
        and j.fiscal_year = p.fiscal_year
        and j.cost_subject = p.cost_subject
        and j.denominator = p.denominator
        and j.period = p.period
        and j.topic_code is not distinct from p.topic_code
