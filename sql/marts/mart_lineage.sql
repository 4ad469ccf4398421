-- Where each number of each mart comes from: its parts and the printed cells they stand in. A number is the sum of
-- its terms, the product of its factors, or the sum of its numerators over the sum of its denominators; a test builds
-- every number again from its parts. A view: nothing is stored, and one row is traced without working out the others.
-- `formula` says what a project gives to which column. Counts of indicators in sums reach the project's own row, which
-- reaches each indicator.
-- grain: one row per part of a number of a mart
with formula as (
    select
        given.mart_name,
        given.column_name,
        given.part,
        given.source,
        given.quantity
    from (
        values
        ('mart_project', 'funding_stated_yuan', 'term', 'amount', 'fiscal_stated'),
        ('mart_project', 'funding_yuan', 'term', 'money', 'funding'),
        ('mart_project', 'total_stated_yuan', 'term', 'amount', 'total_stated'),
        ('mart_project', 'total_proposed_yuan', 'term', 'amount', 'total_proposed'),
        ('mart_project', 'total_accepted_yuan', 'term', 'amount', 'total_accepted'),
        ('mart_project', 'other_funds_stated_yuan', 'term', 'amount', 'other_stated'),
        ('mart_project', 'other_funds_accepted_yuan', 'term', 'amount', 'other_accepted'),
        ('mart_project', 'months_covered', 'term', 'standard', 'months'),
        ('mart_project', 'annual_standard_yuan', 'factor', 'standard', 'heads'),
        ('mart_project', 'annual_standard_yuan', 'factor', 'standard', 'standard'),
        ('mart_project', 'funding_annualised_yuan', 'term', 'money', 'annualised'),
        ('mart_project', 'funding_annualised_yuan', 'term', 'standard', 'annualised'),
        ('mart_project', 'indicator_count', 'term', 'indicator', 'indicator'),
        ('mart_project', 'declared_none_count', 'term', 'indicator', 'declared_none'),
        ('mart_project', 'real_indicator_count', 'term', 'indicator', 'real_indicator'),
        ('mart_project', 'quantified_count', 'term', 'indicator', 'quantified'),
        ('mart_agency_year', 'project_count', 'term', 'project', 'project'),
        ('mart_agency_year', 'unaccepted_count', 'term', 'project', 'unaccepted'),
        ('mart_agency_year', 'part_year_count', 'term', 'project', 'part_year'),
        ('mart_agency_year', 'indicator_count', 'term', 'project', 'indicator'),
        ('mart_agency_year', 'real_indicator_count', 'term', 'project', 'real_indicator'),
        ('mart_agency_year', 'quantified_count', 'term', 'project', 'quantified'),
        ('mart_agency_year', 'funding_yuan', 'term', 'money', 'funding'),
        ('mart_agency_year', 'funding_trusted_yuan', 'term', 'money', 'trusted'),
        ('mart_agency_year', 'funding_without_workforce_yuan', 'term', 'money', 'without_workforce'),
        ('mart_agency_year', 'funding_annualised_yuan', 'term', 'money', 'annualised'),
        ('mart_agency_year', 'funding_annualised_yuan', 'term', 'standard', 'annualised'),
        ('mart_agency_year', 'total_stated_yuan', 'term', 'amount', 'total_stated'),
        ('mart_agency_year', 'total_with_proposed_yuan', 'term', 'amount', 'total_with_proposed'),
        ('mart_agency_year', 'other_funds_stated_yuan', 'term', 'amount', 'other_stated'),
        ('mart_agency_year', 'other_funds_accepted_yuan', 'term', 'amount', 'other_accepted'),
        ('mart_funding_per_community', 'project_count', 'term', 'project', 'project'),
        ('mart_funding_per_community', 'funding_yuan', 'term', 'money', 'funding'),
        ('mart_funding_per_community', 'funding_trusted_yuan', 'term', 'money', 'trusted'),
        ('mart_funding_per_community', 'funding_per_community_yuan', 'numerator', 'money', 'funding'),
        ('mart_funding_per_community', 'funding_annualised_yuan', 'term', 'money', 'annualised'),
        ('mart_funding_per_community', 'funding_annualised_yuan', 'term', 'standard', 'annualised'),
        ('mart_funding_per_community', 'funding_annualised_per_community_yuan', 'numerator', 'money', 'annualised'),
        (
            'mart_funding_per_community', 'funding_annualised_per_community_yuan', 'numerator', 'standard',
            'annualised'
        ),
        ('mart_funding_per_community', 'funding_without_workforce_yuan', 'term', 'money', 'without_workforce'),
        (
            'mart_funding_per_community', 'funding_without_workforce_per_community_yuan', 'numerator', 'money',
            'without_workforce'
        ),
        ('mart_funding_per_capita', 'project_count', 'term', 'project', 'project'),
        ('mart_funding_per_capita', 'funding_yuan', 'term', 'money', 'funding'),
        ('mart_funding_per_capita', 'funding_trusted_yuan', 'term', 'money', 'trusted'),
        ('mart_funding_per_capita', 'funding_per_capita_yuan', 'numerator', 'money', 'funding'),
        ('mart_funding_per_capita', 'funding_annualised_yuan', 'term', 'money', 'annualised'),
        ('mart_funding_per_capita', 'funding_annualised_yuan', 'term', 'standard', 'annualised'),
        ('mart_funding_per_capita', 'funding_annualised_per_capita_yuan', 'numerator', 'money', 'annualised'),
        ('mart_funding_per_capita', 'funding_annualised_per_capita_yuan', 'numerator', 'standard', 'annualised'),
        ('mart_funding_per_capita', 'funding_without_workforce_yuan', 'term', 'money', 'without_workforce'),
        (
            'mart_funding_per_capita', 'funding_without_workforce_per_capita_yuan', 'numerator', 'money',
            'without_workforce'
        ),
        ('mart_funding_by_topic', 'project_count', 'term', 'project', 'project'),
        ('mart_funding_by_topic', 'unaccepted_count', 'term', 'project', 'unaccepted'),
        ('mart_funding_by_topic', 'part_year_count', 'term', 'project', 'part_year'),
        ('mart_funding_by_topic', 'funding_yuan', 'term', 'money', 'funding'),
        ('mart_funding_by_topic', 'funding_annualised_yuan', 'term', 'money', 'annualised'),
        ('mart_funding_by_topic', 'funding_annualised_yuan', 'term', 'standard', 'annualised'),
        ('mart_funding_by_topic', 'funding_per_community_yuan', 'numerator', 'money', 'funding'),
        ('mart_funding_by_topic', 'funding_per_capita_yuan', 'numerator', 'money', 'funding'),
        ('mart_coverage', 'project_count', 'term', 'project', 'project'),
        ('mart_coverage', 'projects_not_counted', 'term', 'project', 'not_counted'),
        ('mart_coverage', 'indicator_count', 'term', 'project', 'indicator'),
        ('mart_coverage', 'targets_declared_none', 'term', 'project', 'declared_none'),
        ('mart_coverage', 'targets_quantified', 'term', 'project', 'quantified'),
        ('mart_coverage', 'targets_read', 'term', 'kinds', 'read'),
        ('mart_coverage', 'targets_blank', 'term', 'kinds', 'blank'),
        ('mart_coverage', 'targets_unreadable', 'term', 'kinds', 'unreadable'),
        ('mart_coverage', 'funding_stated_yuan', 'term', 'amount', 'fiscal_stated'),
        ('mart_coverage', 'funding_yuan', 'term', 'money', 'funding')
    ) as given (mart_name, column_name, part, source, quantity)
),

-- Rows that add up the counted projects of an agency and year, and the reference figures they are divided by.
total as (
    select
        'mart_agency_year' as mart_name,
        row_id as mart_row_id,
        agency_id,
        fiscal_year,
        false as is_of_topic,
        cast(null as varchar) as topic_code,
        cast(null as bigint) as community_count,
        cast(null as varchar) as communities,
        cast(null as bigint) as population,
        cast(null as varchar) as residents
    from marts.mart_agency_year
    union all
    select
        'mart_funding_per_community' as mart_name,
        row_id as mart_row_id,
        agency_id,
        fiscal_year,
        false as is_of_topic,
        cast(null as varchar) as topic_code,
        community_count,
        place_code || '/community_count/' || cast(community_count_as_of as varchar) || '/'
        || community_count_source as communities,
        cast(null as bigint) as population,
        cast(null as varchar) as residents
    from marts.mart_funding_per_community
    union all
    select
        'mart_funding_per_capita' as mart_name,
        row_id as mart_row_id,
        agency_id,
        fiscal_year,
        false as is_of_topic,
        cast(null as varchar) as topic_code,
        cast(null as bigint) as community_count,
        cast(null as varchar) as communities,
        population,
        place_code || '/resident_population/' || cast(population_as_of as varchar) || '/'
        || population_source as residents
    from marts.mart_funding_per_capita
    union all
    select
        'mart_funding_by_topic' as mart_name,
        row_id as mart_row_id,
        agency_id,
        fiscal_year,
        true as is_of_topic,
        topic_code,
        community_count,
        place_code || '/community_count/' || cast(community_count_as_of as varchar) || '/'
        || community_count_source as communities,
        population,
        place_code || '/resident_population/' || cast(population_as_of as varchar) || '/'
        || population_source as residents
    from marts.mart_funding_by_topic
),

-- Which projects a row is of.
member as (
    select
        t.mart_name,
        t.mart_row_id,
        p.project_id,
        p.is_counted,
        t.community_count is not null as has_communities,
        t.population is not null as has_residents
    from total as t
    inner join marts.mart_project as p
        on t.agency_id is not distinct from p.agency_id and t.fiscal_year is not distinct from p.fiscal_year
    where p.is_counted and (not t.is_of_topic or t.topic_code is not distinct from p.topic_code)
    union all
    select
        'mart_project' as mart_name,
        row_id as mart_row_id,
        project_id,
        is_counted,
        false as has_communities,
        false as has_residents
    from marts.mart_project
    union all
    select
        'mart_coverage' as mart_name,
        c.row_id as mart_row_id,
        p.project_id,
        p.is_counted,
        false as has_communities,
        false as has_residents
    from marts.mart_coverage as c
    inner join core.dim_document as d
        on
            c.district_code is not distinct from d.district_code
            and c.fiscal_year is not distinct from d.fiscal_year
            and c.form_type is not distinct from d.form_type
    inner join marts.mart_project as p on d.document_id = p.document_id
),

asked as (
    select
        m.mart_name,
        m.mart_row_id,
        m.project_id,
        f.column_name,
        f.part,
        f.source,
        f.quantity
    from member as m
    inner join formula as f on m.mart_name = f.mart_name
    where
        -- A ratio without a denominator is no number and has no parts.
        (m.has_communities or f.column_name not like '%per_community_yuan')
        and (m.has_residents or f.column_name not like '%per_capita_yuan')
        -- Money of forms that are not counted (a second copy, a department-wide table) is in no sum of coverage.
        and (m.is_counted or m.mart_name <> 'mart_coverage' or f.source not in ('money', 'amount'))
),

by_project as (
    select
        a.mart_name,
        a.mart_row_id,
        a.column_name,
        a.part,
        case a.quantity
            when 'project' then case when p.is_counted then 1 end
            when 'not_counted' then case when not p.is_counted then 1 end
            when 'unaccepted' then case when p.is_counted and p.funding_yuan is null then 1 end
            when 'part_year' then case when p.is_part_year then 1 end
            when 'indicator' then nullif(p.indicator_count, 0)
            when 'declared_none' then nullif(p.declared_none_count, 0)
            when 'real_indicator' then nullif(p.real_indicator_count, 0)
            when 'quantified' then nullif(p.quantified_count, 0)
        end as contribution,
        p.source_cell_id,
        p.project_id as record_id
    from asked as a
    inner join marts.mart_project as p on a.project_id = p.project_id
    where a.source = 'project'
),

-- The printed amounts that count as a project's money.
by_money as (
    select
        a.mart_name,
        a.mart_row_id,
        a.column_name,
        a.part,
        case a.quantity
            when 'funding' then m.funding_yuan
            when 'trusted' then case when t.is_trusted then m.funding_yuan end
            when 'without_workforce'
                then case when coalesce(p.topic_code, '') <> 'community_workforce' then m.funding_yuan end
            when 'annualised' then case when not p.is_part_year then m.funding_yuan end
        end as contribution,
        m.source_cell_id,
        m.funding_id as record_id
    from asked as a
    inner join marts.mart_project as p on a.project_id = p.project_id
    inner join marts.mart_funding_part as m on a.project_id = m.project_id
    left join quality.trust as t on m.funding_id = t.fact_id and t.fact_kind = 'funding'
    where a.source = 'money'
),

-- The other printed amounts. A proposed total is the amount printed as 财政拨款, out of place.
by_amount as (
    select
        a.mart_name,
        a.mart_row_id,
        a.column_name,
        a.part,
        case a.quantity
            when 'fiscal_stated' then f.amount_stated_yuan
            when 'total_stated' then f.amount_stated_yuan
            when 'other_stated' then f.amount_stated_yuan
            when 'total_accepted' then f.amount_accepted_yuan
            when 'other_accepted' then f.amount_accepted_yuan
            when 'total_proposed' then f.amount_proposed_yuan
            when 'total_with_proposed' then coalesce(f.amount_accepted_yuan, f.amount_proposed_yuan)
        end as contribution,
        case
            when
                a.quantity = 'total_proposed'
                or (a.quantity = 'total_with_proposed' and f.amount_accepted_yuan is null)
                then coalesce(x.source_cell_id, f.source_cell_id)
            else f.source_cell_id
        end as source_cell_id,
        f.funding_id as record_id
    from asked as a
    inner join marts.mart_project as p on a.project_id = p.project_id
    inner join core.fact_funding as f
        on f.funding_id = case
            when a.quantity like 'fiscal%' then p.fiscal_funding_id
            when a.quantity like 'total%' then p.total_funding_id
            else p.other_funding_id
        end
    left join core.fact_funding as x on p.fiscal_funding_id = x.funding_id
    where a.source = 'amount'
),

-- Heads, standards and months that are printed as targets.
by_standard as (
    select
        a.mart_name,
        a.mart_row_id,
        a.column_name,
        a.part,
        case a.quantity
            when 'months' then p.months_covered
            when 'annualised' then case when p.is_part_year then p.annual_standard_yuan end
            else coalesce(t.canonical_low, t.canonical_high)
        end as contribution,
        t.source_cell_id,
        t.target_id as record_id
    from asked as a
    inner join marts.mart_project as p on a.project_id = p.project_id
    inner join core.fact_target as t
        on t.target_id = case a.quantity
            when 'months' then p.months_target_id
            when 'heads' then p.heads_target_id
            else p.standard_target_id
        end
    where a.source = 'standard'
),

by_indicator as (
    select
        a.mart_name,
        a.mart_row_id,
        a.column_name,
        a.part,
        case
            when a.quantity = 'indicator' then 1
            when a.quantity = 'declared_none' then case when i.declared_none then 1 end
            when i.declared_none then null
            when a.quantity = 'real_indicator' or t.is_quantified then 1
        end as contribution,
        i.source_cell_id,
        i.indicator_id as record_id
    from asked as a
    inner join core.fact_indicator as i on a.project_id = i.project_id
    inner join core.fact_target as t on i.indicator_id = t.indicator_id
    where a.source = 'indicator'
),

kinds as (
    select
        t.project_id,
        count(*) filter (where t.kind not in ('declared_none', 'blank', 'unreadable')) as read_count,
        count(*) filter (where t.kind = 'blank' and not i.declared_none) as blank_count,
        count(*) filter (where t.kind = 'unreadable' and not i.declared_none) as unreadable_count
    from core.fact_target as t
    inner join core.fact_indicator as i on t.indicator_id = i.indicator_id
    group by t.project_id
),

by_kind as (
    select
        a.mart_name,
        a.mart_row_id,
        a.column_name,
        a.part,
        case a.quantity
            when 'read' then nullif(k.read_count, 0)
            when 'blank' then nullif(k.blank_count, 0)
            else nullif(k.unreadable_count, 0)
        end as contribution,
        p.source_cell_id,
        p.project_id as record_id
    from asked as a
    inner join marts.mart_project as p on a.project_id = p.project_id
    inner join kinds as k on a.project_id = k.project_id
    where a.source = 'kinds'
),

-- Per category: what each project gives to a dimension in each reading.
category_count as (
    select
        i.project_id,
        coalesce(i.dimension, '?') as dimension,
        count(*) filter (where not i.declared_none) as real_count,
        count(*) filter (where t.is_quantified and not i.declared_none) as quantified_count,
        count(*) filter (where t.is_quantified and not i.declared_none and t.kind <> 'number') as with_unit_count,
        count(*) filter (where t.kind = 'date') as date_count
    from core.fact_indicator as i
    inner join core.fact_target as t on i.indicator_id = t.indicator_id
    group by i.project_id, coalesce(i.dimension, '?')
),

category_running as (
    select
        c.*,
        sum(c.real_count) over (
            partition by c.project_id
            order by c.dimension asc
            rows between unbounded preceding and current row
        ) as running_count
    from category_count as c
),

-- The split is of the project's money, which may stand in several cells; it points to the first of them.
project_money as (
    select
        project_id,
        sum(funding_yuan) as funding_yuan,
        min(funding_id) as funding_id,
        arg_min(source_cell_id, funding_id) as source_cell_id
    from marts.mart_funding_part
    group by project_id
),

category_part as (
    select
        m.row_id as mart_row_id,
        m.reading,
        p.project_id,
        p.real_indicator_count,
        p.source_cell_id,
        c.real_count,
        c.quantified_count,
        c.with_unit_count,
        c.date_count,
        c.running_count,
        f.funding_yuan,
        f.funding_id,
        f.source_cell_id as money_cell_id,
        case
            when m.reading = 'has_quantified_indicator' then c.quantified_count > 0
            else c.real_count > 0
        end as is_in
    from marts.mart_funding_by_category as m
    inner join marts.mart_project as p
        on m.agency_id is not distinct from p.agency_id and m.fiscal_year is not distinct from p.fiscal_year
    inner join category_running as c
        on p.project_id = c.project_id and coalesce(m.dimension, '?') = c.dimension
    left join project_money as f on p.project_id = f.project_id
    where p.is_counted
),

by_category as (
    select
        'mart_funding_by_category' as mart_name,
        c.mart_row_id,
        q.column_name,
        'term' as part,
        case q.column_name
            when 'project_count' then case when c.is_in then 1 end
            when 'indicator_count'
                then case c.reading when 'has_quantified_indicator' then c.quantified_count else c.real_count end
            when 'funding_yuan'
                then
                    case
                        when not c.is_in then null
                        when c.reading = 'allocated_equally'
                            then
                                cast(
                                    c.funding_yuan * c.running_count / nullif(c.real_indicator_count, 0)
                                    as decimal(20, 4)
                                )
                                - cast(
                                    c.funding_yuan * (c.running_count - c.real_count)
                                    / nullif(c.real_indicator_count, 0) as decimal(20, 4)
                                )
                        else c.funding_yuan
                    end
            when 'funding_bare_number_yuan'
                then case when c.quantified_count > 0 and c.with_unit_count = 0 then c.funding_yuan end
            when 'funding_date_only_yuan'
                then case when c.quantified_count = 0 and c.date_count > 0 then c.funding_yuan end
        end as contribution,
        case when q.column_name like 'funding%' then c.money_cell_id else c.source_cell_id end as source_cell_id,
        case when q.column_name like 'funding%' then c.funding_id else c.project_id end as record_id
    from category_part as c
    inner join (
        values
        ('project_count', false),
        ('indicator_count', false),
        ('funding_yuan', false),
        ('funding_bare_number_yuan', true),
        ('funding_date_only_yuan', true)
    ) as q (column_name, is_of_quantified)
        on c.reading = 'has_quantified_indicator' or not q.is_of_quantified
),

-- Unit costs: money over a quantity, a printed standard, or the money of several projects over the same people.
cost_member as (
    select
        row_id,
        project_id,
        target_id
    from marts.mart_unit_cost
    where basis <> 'same_people'
    union all
    select
        u.row_id,
        s.project_id,
        s.target_id
    from marts.mart_unit_cost as u
    inner join marts.mart_unit_cost as s
        on
            s.basis = 'funding_over_quantity'
            and u.agency_id = s.agency_id
            and u.fiscal_year is not distinct from s.fiscal_year
            and u.topic_code is not distinct from s.topic_code
            and u.denominator = s.denominator
            and u.quantity = s.quantity
            and regexp_replace(u.indicator_name, '[\s　]+', '', 'g')
            = regexp_replace(s.indicator_name, '[\s　]+', '', 'g')
    where u.basis = 'same_people'
),

cost_pair as (
    select distinct
        row_id,
        project_id
    from cost_member
),

cost_first as (
    select
        row_id,
        min(target_id) as target_id
    from cost_member
    group by row_id
),

by_cost as (
    select
        'mart_unit_cost' as mart_name,
        u.row_id as mart_row_id,
        q.column_name,
        q.part,
        f.funding_yuan as contribution,
        f.source_cell_id,
        f.funding_id as record_id
    from marts.mart_unit_cost as u
    inner join cost_pair as c on u.row_id = c.row_id
    inner join marts.mart_funding_part as f on c.project_id = f.project_id
    inner join (values ('funding_yuan', 'term'), ('unit_cost_yuan', 'numerator')) as q (column_name, part)
        on q.part = 'term' or u.unit_cost_yuan is not null
    where u.basis <> 'printed_rate' and u.funding_yuan is not null
    union all
    select
        'mart_unit_cost' as mart_name,
        u.row_id as mart_row_id,
        q.column_name,
        case when u.basis = 'printed_rate' then 'term' else q.part end as part,
        coalesce(t.canonical_low, t.canonical_high) as contribution,
        t.source_cell_id,
        t.target_id as record_id
    from marts.mart_unit_cost as u
    inner join cost_first as c on u.row_id = c.row_id
    inner join core.fact_target as t on c.target_id = t.target_id
    inner join (values ('quantity', 'term'), ('unit_cost_yuan', 'denominator')) as q (column_name, part)
        on (q.part = 'term' and u.quantity is not null) or (q.part <> 'term' and u.unit_cost_yuan is not null)
),

-- Documents themselves are what coverage counts.
holding as (
    select distinct document_id
    from core.fact_project
),

document as (
    select
        c.row_id as mart_row_id,
        d.document_id,
        d.state,
        d.cells_non_blank,
        d.cells_used,
        d.cells_ignored,
        d.cells_refused,
        d.state in ('read', 'partly_read') and p.document_id is not null as is_usable
    from marts.mart_coverage as c
    inner join core.dim_document as d
        on
            c.district_code is not distinct from d.district_code
            and c.fiscal_year is not distinct from d.fiscal_year
            and c.form_type is not distinct from d.form_type
    left join holding as p on d.document_id = p.document_id
    union all
    select
        'coverage/?/?/?' as mart_row_id,
        i.issue_id as document_id,
        'absent' as state,
        0 as cells_non_blank,
        0 as cells_used,
        0 as cells_ignored,
        0 as cells_refused,
        false as is_usable
    from staging.issue as i
    left join core.dim_document as gone on i.printed = gone.path and gone.state = 'withdrawn'
    where i.rule_code = 'registered_source_is_received' and gone.document_id is null
),

by_document as (
    select
        'mart_coverage' as mart_name,
        d.mart_row_id,
        q.column_name,
        case q.column_name
            when 'documents_expected' then case when d.state <> 'duplicate' then 1 end
            when 'documents_received' then case when d.state not in ('withdrawn', 'absent') then 1 end
            when 'documents_read' then case when d.state = 'read' then 1 end
            when 'documents_partly_read' then case when d.state = 'partly_read' then 1 end
            when 'documents_refused' then case when d.state = 'refused' then 1 end
            when 'documents_duplicate' then case when d.state = 'duplicate' then 1 end
            when 'documents_withdrawn' then case when d.state = 'withdrawn' then 1 end
            when 'documents_usable' then case when d.is_usable then 1 end
            when 'cells_non_blank' then d.cells_non_blank
            when 'cells_used' then d.cells_used
            when 'cells_ignored' then d.cells_ignored
            when 'cells_refused' then d.cells_refused
        end as contribution,
        d.document_id as record_id
    from document as d
    cross join (
        values
        ('documents_expected'), ('documents_received'), ('documents_read'), ('documents_partly_read'),
        ('documents_refused'), ('documents_duplicate'), ('documents_withdrawn'), ('documents_usable'),
        ('cells_non_blank'), ('cells_used'), ('cells_ignored'), ('cells_refused')
    ) as q (column_name)
    union all
    select distinct
        m.mart_name,
        m.mart_row_id,
        'document_count' as column_name,
        1 as contribution,
        p.document_id as record_id
    from member as m
    inner join core.fact_project as p on m.project_id = p.project_id
    where m.mart_name = 'mart_agency_year'
),

-- Denominators from the reference data, which also stand in columns of their own.
by_reference as (
    select
        t.mart_name,
        t.mart_row_id,
        f.column_name,
        'denominator' as part,
        case when f.column_name like '%per_community_yuan' then t.community_count else t.population end as contribution,
        case when f.column_name like '%per_community_yuan' then t.communities else t.residents end as record_id
    from total as t
    inner join formula as f on t.mart_name = f.mart_name
    where f.part = 'numerator' and f.source = 'money'
    union all
    select
        mart_name,
        mart_row_id,
        'community_count' as column_name,
        'term' as part,
        community_count as contribution,
        communities as record_id
    from total
    union all
    select
        mart_name,
        mart_row_id,
        'population' as column_name,
        'term' as part,
        population as contribution,
        residents as record_id
    from total
),

-- A share is one column over another, of the same row or of the agency's year; both have their parts under
-- their own rows.
share as (
    select
        'mart_project' as mart_name,
        row_id as mart_row_id,
        'quantified_share' as column_name,
        quantified_count as numerator,
        row_id || '#quantified_count' as numerator_id,
        real_indicator_count as denominator,
        row_id || '#real_indicator_count' as denominator_id
    from marts.mart_project
    union all
    select
        'mart_agency_year' as mart_name,
        row_id as mart_row_id,
        'quantified_share' as column_name,
        quantified_count as numerator,
        row_id || '#quantified_count' as numerator_id,
        real_indicator_count as denominator,
        row_id || '#real_indicator_count' as denominator_id
    from marts.mart_agency_year
    union all
    select
        'mart_funding_by_topic' as mart_name,
        r.row_id as mart_row_id,
        'funding_share' as column_name,
        r.funding_yuan as numerator,
        r.row_id || '#funding_yuan' as numerator_id,
        a.funding_yuan as denominator,
        a.row_id || '#funding_yuan' as denominator_id
    from marts.mart_funding_by_topic as r
    inner join marts.mart_agency_year as a
        on r.agency_id is not distinct from a.agency_id and r.fiscal_year is not distinct from a.fiscal_year
    union all
    select
        'mart_funding_by_category' as mart_name,
        r.row_id as mart_row_id,
        'funding_share' as column_name,
        r.funding_yuan as numerator,
        r.row_id || '#funding_yuan' as numerator_id,
        a.funding_yuan as denominator,
        a.row_id || '#funding_yuan' as denominator_id
    from marts.mart_funding_by_category as r
    inner join marts.mart_agency_year as a
        on r.agency_id is not distinct from a.agency_id and r.fiscal_year is not distinct from a.fiscal_year
),

by_share as (
    select
        s.mart_name,
        s.mart_row_id,
        s.column_name,
        q.part,
        case q.part when 'numerator' then s.numerator else s.denominator end as contribution,
        case q.part when 'numerator' then s.numerator_id else s.denominator_id end as record_id
    from share as s
    cross join (values ('numerator'), ('denominator')) as q (part)
    where s.numerator is not null and s.denominator <> 0
),

part as (
    select
        mart_name,
        mart_row_id,
        column_name,
        part,
        cast(contribution as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_project
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        part,
        cast(contribution as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_money
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        part,
        cast(contribution as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_amount
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        part,
        cast(contribution as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_standard
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        part,
        cast(contribution as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_indicator
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        part,
        cast(contribution as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_kind
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        part,
        cast(contribution as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_category
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        part,
        cast(contribution as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_cost
    union all
    select
        'mart_funding_part' as mart_name,
        row_id as mart_row_id,
        'funding_yuan' as column_name,
        'term' as part,
        cast(funding_yuan as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        source_cell_id,
        funding_id as record_id
    from marts.mart_funding_part
    union all
    select
        'mart_target_comparison' as mart_name,
        c.row_id as mart_row_id,
        'left_bound' as column_name,
        'term' as part,
        cast(c.left_bound as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        t.source_cell_id,
        t.target_id as record_id
    from marts.mart_target_comparison as c
    inner join core.fact_target as t on c.left_target_id = t.target_id
    union all
    select
        'mart_target_comparison' as mart_name,
        c.row_id as mart_row_id,
        'right_bound' as column_name,
        'term' as part,
        cast(c.right_bound as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        t.source_cell_id,
        t.target_id as record_id
    from marts.mart_target_comparison as c
    inner join core.fact_target as t on c.right_target_id = t.target_id
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        'term' as part,
        cast(contribution as decimal(38, 10)) as contribution,
        'document' as source_kind,
        cast(null as varchar) as source_cell_id,
        record_id
    from by_document
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        part,
        cast(contribution as decimal(38, 10)) as contribution,
        'reference' as source_kind,
        cast(null as varchar) as source_cell_id,
        record_id
    from by_reference
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        part,
        cast(contribution as decimal(38, 10)) as contribution,
        'row' as source_kind,
        cast(null as varchar) as source_cell_id,
        record_id
    from by_share
)

select
    mart_row_id || '#' || column_name || '/' || part || '/' || record_id as lineage_id,
    mart_name,
    mart_row_id,
    column_name,
    part,
    contribution,
    source_kind,
    source_cell_id,
    record_id
from part
where contribution is not null
