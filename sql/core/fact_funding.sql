-- Money of the projects: as printed, as stated in yuan, as proposed where a row has slipped, and as accepted.
-- A slipped row: the total is blank, 其他资金 equals 财政拨款 of the same scope, and a cost target equals it too. Then the
-- total is proposed (a reviewer decides), 其他资金 is disputed; neither is accepted. A reviewed correction goes before
-- all, as long as what it expects is what is printed. A source stated a second time in the same scope is disputed, so
-- that no sum counts it twice.
-- is_counted marks the one scope of each source that may be added up over projects: the year's money of the own level;
-- is_shown the row that stands for its source where a project is listed, counted or not.
-- grain: one row per project, fund source and scope
with stated as (
    select
        f.funding_id,
        f.project_id,
        f.fund_source,
        f.scope,
        f.amount_printed,
        f.unit_printed,
        f.unit_basis,
        f.amount_yuan,
        f.source_cell_id,
        p.release_id,
        p.parser_version,
        row_number() over (
            partition by f.project_id, f.fund_source, f.scope
            order by f.amount_yuan is null asc, f.funding_id asc
        ) as occurrence
    from staging.funding as f
    inner join core.fact_project as p on f.project_id = p.project_id
),

cost_target as (
    select distinct
        project_id,
        coalesce(canonical_high, canonical_low) as cost_yuan
    from staging.indicator
    where
        kind = 'money'
        and canonical_unit = 'CNY'
        and dimension in ('cost', 'economic_cost')
        and coalesce(canonical_high, canonical_low) is not null
),

slipped as (
    select distinct
        total.project_id,
        total.scope,
        fiscal.amount_yuan as proposed_yuan
    from stated as total
    inner join stated as fiscal
        on
            total.project_id = fiscal.project_id
            and total.scope = fiscal.scope
            and fiscal.fund_source = 'fiscal_appropriation'
            and fiscal.occurrence = 1
    inner join stated as other
        on
            total.project_id = other.project_id
            and total.scope = other.scope
            and other.fund_source = 'other_funds'
            and other.occurrence = 1
    inner join cost_target as c
        on
            total.project_id = c.project_id
            and fiscal.amount_yuan = c.cost_yuan
    where
        total.fund_source = 'total'
        and total.occurrence = 1
        and total.amount_printed is null
        and fiscal.amount_yuan > 0
        and fiscal.amount_yuan = other.amount_yuan
),

corrected as (
    select
        record_id as funding_id,
        new_amount_yuan as corrected_yuan,
        correction_id,
        row_number() over (
            partition by record_id
            order by decided_on desc, correction_id asc
        ) as choice
    from staging.correction
    where status = 'applied' and field = 'amount'
),

judged as (
    select
        s.*,
        c.corrected_yuan,
        c.correction_id,
        case when s.fund_source = 'total' and s.occurrence = 1 then slip.proposed_yuan end as amount_proposed_yuan,
        case
            when c.correction_id is not null then 'corrected'
            when s.occurrence > 1 and s.amount_printed is not null then 'disputed'
            when slip.project_id is not null and s.fund_source = 'total' and s.occurrence = 1 then 'proposed'
            when slip.project_id is not null and s.fund_source = 'other_funds' then 'disputed'
            when s.amount_printed is null then 'blank'
            when s.amount_yuan is null then 'unreadable'
            else 'as_printed'
        end as acceptance
    from stated as s
    left join slipped as slip on s.project_id = slip.project_id and s.scope = slip.scope
    left join corrected as c on s.funding_id = c.funding_id and c.choice = 1
),

accepted as (
    select
        funding_id,
        project_id,
        fund_source,
        scope,
        amount_printed,
        unit_printed,
        unit_basis,
        amount_yuan as amount_stated_yuan,
        amount_proposed_yuan,
        case acceptance
            when 'corrected' then corrected_yuan
            when 'as_printed' then amount_yuan
        end as amount_accepted_yuan,
        acceptance,
        case
            when acceptance = 'corrected' then correction_id
            when acceptance = 'proposed' then 'total_row_has_not_slipped'
            when acceptance = 'disputed' and occurrence > 1 then 'fund_source_is_stated_once'
            when acceptance = 'disputed' then 'total_row_has_not_slipped'
        end as acceptance_rule,
        case scope
            when 'own_level' then 1
            when 'annual' then 2
            when 'unstated' then 3
            when 'initial' then 4
            when 'adjusted' then 5
            when 'all_levels' then 6
        end as scope_order,
        source_cell_id,
        release_id,
        parser_version
    from judged
),

countable as (
    select
        a.*,
        a.amount_accepted_yuan is not null and a.scope_order is not null as is_countable,
        a.scope not in ('whole_term', 'mid_term', 'executed') as is_of_the_year
    from accepted as a
),

-- The first row of each source: the countable one of the nearest scope, else one to show in its place.
ranked as (
    select
        c.*,
        row_number() over (
            partition by c.project_id, c.fund_source
            order by
                c.is_countable desc,
                case when c.is_countable then c.scope_order end asc,
                case when c.is_countable then c.funding_id end asc,
                c.is_of_the_year desc,
                c.amount_proposed_yuan is null asc,
                c.amount_stated_yuan is null asc,
                c.scope asc,
                c.funding_id asc
        ) as preference
    from countable as c
)

select
    funding_id,
    project_id,
    fund_source,
    scope,
    amount_printed,
    unit_printed,
    unit_basis,
    amount_stated_yuan,
    amount_proposed_yuan,
    amount_accepted_yuan,
    acceptance,
    acceptance_rule,
    is_countable and preference = 1 as is_counted,
    is_of_the_year and preference = 1 as is_shown,
    source_cell_id,
    release_id,
    parser_version
from ranked
