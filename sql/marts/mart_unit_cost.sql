-- What one worker, person served, session, community… costs: a project's accepted money over the quantity it
-- promises, the standard it prints itself (220元/人/年), or, where several projects print the same head count under the
-- same name, their money together over those people. Money over quantity is an average, not a price: the project may
-- pay for more. A ≥ quantity makes it an upper end, a ≤ quantity a lower end, and the note says so. Two unit costs
-- compare when topic, what is paid, what it is per and the period agree between two agencies.
-- grain: one row per project (or group of projects), basis and denominator
with project as (
    select *
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

-- What it is per: by the unit (of a rate: its denominator), else by words of the name and the counted noun.
matched as (
    select
        t.target_id,
        d.denominator,
        d.name_zh as denominator_name,
        row_number() over (
            partition by t.target_id
            order by d.priority asc, length(d.keyword) desc, d.denominator asc
        ) as choice
    from target as t
    inner join core.ref_denominator as d
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
),

-- What is paid: of a rate by its own name first, else by the project's name.
subject_of_target as (
    select
        t.target_id,
        s.cost_subject,
        row_number() over (
            partition by t.target_id
            order by s.priority asc, length(s.keyword) desc, s.cost_subject asc
        ) as choice
    from target as t
    inner join core.ref_cost_subject as s on contains(t.name_plain, s.keyword)
    where t.kind <> 'count'
),

subject_of_project as (
    select
        p.project_id,
        s.cost_subject,
        row_number() over (
            partition by p.project_id
            order by s.priority asc, length(s.keyword) desc, s.cost_subject asc
        ) as choice
    from project as p
    inner join core.ref_cost_subject as s
        on contains(regexp_replace(p.project_name, '[\s　]+', '', 'g'), s.keyword)
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
        coalesce(st.cost_subject, sp.cost_subject) as cost_subject,
        coalesce(m.denominator, 'other') as denominator,
        coalesce(m.denominator_name, '其他') as denominator_name,
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
        cast(case when t.kind = 'count' then p.funding_yuan / nullif(t.amount, 0) else t.amount end as decimal(20, 4))
            as unit_cost_yuan,
        t.target_id,
        t.canonical_unit,
        p.is_part_year and t.kind = 'count' as is_part_year,
        t.kind = 'count' and p.funding_yuan is null as is_without_money
    from target as t
    inner join project as p on t.project_id = p.project_id
    left join matched as m on t.target_id = m.target_id and m.choice = 1
    left join subject_of_target as st on t.target_id = st.target_id and st.choice = 1
    left join subject_of_project as sp on p.project_id = sp.project_id and sp.choice = 1
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
                count(distinct cost_subject) = 2
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
        unit_cost_yuan,
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
        cast(
            case when not is_without_money then funding_yuan end / nullif(quantity, 0) as decimal(20, 4)
        ) as unit_cost_yuan,
        cast(null as varchar) as target_id,
        is_part_year,
        is_without_money
    from people
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
    from listed as l
),

peered as (
    select
        j.*,
        min(case when j.own_reason is null then j.agency_id end) over (
            partition by j.fiscal_year, j.topic_code, j.cost_subject, j.denominator, j.period
        ) as first_agency,
        max(case when j.own_reason is null then j.agency_id end) over (
            partition by j.fiscal_year, j.topic_code, j.cost_subject, j.denominator, j.period
        ) as last_agency
    from judged as j
)

select
    row_id,
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
    unit_cost_yuan,
    target_id,
    own_reason is null and first_agency <> last_agency as is_comparable,
    case
        when own_reason is not null then own_reason
        when first_agency = last_agency then '没有另一单位同主题、同内容、同分母的单位成本'
    end as reason,
    nullif(
        concat_ws(
            '；',
            case basis
                when 'printed_rate' then '表上印出的标准'
                when 'same_people' then '同一批人的几个项目合计除以人数'
                else '项目总额除以数量目标，是平均数，不是单价'
            end,
            case
                when basis = 'funding_over_quantity' and comparator in ('ge', 'gt') then '数量印「不少于」，单位成本至多如此'
                when basis = 'funding_over_quantity' and comparator in ('le', 'lt') then '数量印「不多于」，单位成本至少如此'
                when comparator = 'approx' then '数量是约数'
            end,
            case
                when contains(project_name, '公积金') then '含住房公积金'
                when cost_subject = 'pay_and_insurance' and basis = 'printed_rate' then '原文只说含社保，未说公积金'
            end
        ), ''
    ) as note
from peered
