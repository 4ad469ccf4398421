-- Where each number of each mart comes from: its parts and the printed cells they stand in. A number is the sum of
-- its terms, the product of its factors, or the sum of its numerators over the sum of its denominators; a test builds
-- every number again from its parts. `formula` says which quantity of a project goes into which column; counts of
-- indicators reach the project's own row, where each indicator stands.
-- grain: one row per part of a number of a mart
with number as (
    select
        'mart_funding_part' as mart_name,
        row_id as mart_row_id,
        column_name,
        value
    from (
        select
            row_id,
            cast(funding_yuan as decimal(38, 10)) as funding_yuan
        from marts.mart_funding_part
    ) as r unpivot (
        value for column_name in (
            funding_yuan
        )
    )
    union all
    select
        'mart_project' as mart_name,
        row_id as mart_row_id,
        column_name,
        value
    from (
        select
            row_id,
            cast(funding_stated_yuan as decimal(38, 10)) as funding_stated_yuan,
            cast(funding_yuan as decimal(38, 10)) as funding_yuan,
            cast(total_stated_yuan as decimal(38, 10)) as total_stated_yuan,
            cast(total_proposed_yuan as decimal(38, 10)) as total_proposed_yuan,
            cast(total_accepted_yuan as decimal(38, 10)) as total_accepted_yuan,
            cast(other_funds_stated_yuan as decimal(38, 10)) as other_funds_stated_yuan,
            cast(other_funds_accepted_yuan as decimal(38, 10)) as other_funds_accepted_yuan,
            cast(months_covered as decimal(38, 10)) as months_covered,
            cast(annual_standard_yuan as decimal(38, 10)) as annual_standard_yuan,
            cast(funding_annualised_yuan as decimal(38, 10)) as funding_annualised_yuan,
            cast(indicator_count as decimal(38, 10)) as indicator_count,
            cast(declared_none_count as decimal(38, 10)) as declared_none_count,
            cast(real_indicator_count as decimal(38, 10)) as real_indicator_count,
            cast(quantified_count as decimal(38, 10)) as quantified_count,
            cast(quantified_share as decimal(38, 10)) as quantified_share
        from marts.mart_project
    ) as r unpivot (
        value for column_name in (
            funding_stated_yuan, funding_yuan, total_stated_yuan, total_proposed_yuan, total_accepted_yuan,
            other_funds_stated_yuan, other_funds_accepted_yuan, months_covered, annual_standard_yuan,
            funding_annualised_yuan, indicator_count, declared_none_count, real_indicator_count, quantified_count,
            quantified_share
        )
    )
    union all
    select
        'mart_agency_year' as mart_name,
        row_id as mart_row_id,
        column_name,
        value
    from (
        select
            row_id,
            cast(document_count as decimal(38, 10)) as document_count,
            cast(project_count as decimal(38, 10)) as project_count,
            cast(unaccepted_count as decimal(38, 10)) as unaccepted_count,
            cast(part_year_count as decimal(38, 10)) as part_year_count,
            cast(funding_yuan as decimal(38, 10)) as funding_yuan,
            cast(funding_trusted_yuan as decimal(38, 10)) as funding_trusted_yuan,
            cast(total_stated_yuan as decimal(38, 10)) as total_stated_yuan,
            cast(total_with_proposed_yuan as decimal(38, 10)) as total_with_proposed_yuan,
            cast(other_funds_stated_yuan as decimal(38, 10)) as other_funds_stated_yuan,
            cast(other_funds_accepted_yuan as decimal(38, 10)) as other_funds_accepted_yuan,
            cast(funding_annualised_yuan as decimal(38, 10)) as funding_annualised_yuan,
            cast(funding_without_workforce_yuan as decimal(38, 10)) as funding_without_workforce_yuan,
            cast(indicator_count as decimal(38, 10)) as indicator_count,
            cast(real_indicator_count as decimal(38, 10)) as real_indicator_count,
            cast(quantified_count as decimal(38, 10)) as quantified_count,
            cast(quantified_share as decimal(38, 10)) as quantified_share
        from marts.mart_agency_year
    ) as r unpivot (
        value for column_name in (
            document_count, project_count, unaccepted_count, part_year_count, funding_yuan,
            funding_trusted_yuan, total_stated_yuan,
            total_with_proposed_yuan, other_funds_stated_yuan, other_funds_accepted_yuan, funding_annualised_yuan,
            funding_without_workforce_yuan, indicator_count, real_indicator_count, quantified_count,
            quantified_share
        )
    )
    union all
    select
        'mart_funding_per_community' as mart_name,
        row_id as mart_row_id,
        column_name,
        value
    from (
        select
            row_id,
            cast(project_count as decimal(38, 10)) as project_count,
            cast(funding_yuan as decimal(38, 10)) as funding_yuan,
            cast(funding_trusted_yuan as decimal(38, 10)) as funding_trusted_yuan,
            cast(community_count as decimal(38, 10)) as community_count,
            cast(funding_per_community_yuan as decimal(38, 10)) as funding_per_community_yuan,
            cast(funding_annualised_yuan as decimal(38, 10)) as funding_annualised_yuan,
            cast(funding_annualised_per_community_yuan as decimal(38, 10)) as funding_annualised_per_community_yuan,
            cast(funding_without_workforce_yuan as decimal(38, 10)) as funding_without_workforce_yuan,
            cast(funding_without_workforce_per_community_yuan as decimal(38, 10))
                as funding_without_workforce_per_community_yuan
        from marts.mart_funding_per_community
    ) as r unpivot (
        value for column_name in (
            project_count, funding_yuan, funding_trusted_yuan, community_count, funding_per_community_yuan,
            funding_annualised_yuan,
            funding_annualised_per_community_yuan, funding_without_workforce_yuan,
            funding_without_workforce_per_community_yuan
        )
    )
    union all
    select
        'mart_funding_per_capita' as mart_name,
        row_id as mart_row_id,
        column_name,
        value
    from (
        select
            row_id,
            cast(project_count as decimal(38, 10)) as project_count,
            cast(funding_yuan as decimal(38, 10)) as funding_yuan,
            cast(funding_trusted_yuan as decimal(38, 10)) as funding_trusted_yuan,
            cast(population as decimal(38, 10)) as population,
            cast(funding_per_capita_yuan as decimal(38, 10)) as funding_per_capita_yuan,
            cast(funding_annualised_yuan as decimal(38, 10)) as funding_annualised_yuan,
            cast(funding_annualised_per_capita_yuan as decimal(38, 10)) as funding_annualised_per_capita_yuan,
            cast(funding_without_workforce_yuan as decimal(38, 10)) as funding_without_workforce_yuan,
            cast(funding_without_workforce_per_capita_yuan as decimal(38, 10))
                as funding_without_workforce_per_capita_yuan
        from marts.mart_funding_per_capita
    ) as r unpivot (
        value for column_name in (
            project_count, funding_yuan, funding_trusted_yuan, population, funding_per_capita_yuan,
            funding_annualised_yuan,
            funding_annualised_per_capita_yuan, funding_without_workforce_yuan,
            funding_without_workforce_per_capita_yuan
        )
    )
    union all
    select
        'mart_funding_by_category' as mart_name,
        row_id as mart_row_id,
        column_name,
        value
    from (
        select
            row_id,
            cast(project_count as decimal(38, 10)) as project_count,
            cast(indicator_count as decimal(38, 10)) as indicator_count,
            cast(funding_yuan as decimal(38, 10)) as funding_yuan,
            cast(funding_share as decimal(38, 10)) as funding_share,
            cast(funding_bare_number_yuan as decimal(38, 10)) as funding_bare_number_yuan,
            cast(funding_date_only_yuan as decimal(38, 10)) as funding_date_only_yuan
        from marts.mart_funding_by_category
    ) as r unpivot (
        value for column_name in (
            project_count, indicator_count, funding_yuan, funding_share, funding_bare_number_yuan,
            funding_date_only_yuan
        )
    )
    union all
    select
        'mart_funding_by_topic' as mart_name,
        row_id as mart_row_id,
        column_name,
        value
    from (
        select
            row_id,
            cast(project_count as decimal(38, 10)) as project_count,
            cast(unaccepted_count as decimal(38, 10)) as unaccepted_count,
            cast(part_year_count as decimal(38, 10)) as part_year_count,
            cast(funding_yuan as decimal(38, 10)) as funding_yuan,
            cast(funding_share as decimal(38, 10)) as funding_share,
            cast(funding_annualised_yuan as decimal(38, 10)) as funding_annualised_yuan,
            cast(community_count as decimal(38, 10)) as community_count,
            cast(funding_per_community_yuan as decimal(38, 10)) as funding_per_community_yuan,
            cast(population as decimal(38, 10)) as population,
            cast(funding_per_capita_yuan as decimal(38, 10)) as funding_per_capita_yuan
        from marts.mart_funding_by_topic
    ) as r unpivot (
        value for column_name in (
            project_count, unaccepted_count, part_year_count, funding_yuan, funding_share, funding_annualised_yuan,
            community_count, funding_per_community_yuan, population, funding_per_capita_yuan
        )
    )
    union all
    select
        'mart_unit_cost' as mart_name,
        row_id as mart_row_id,
        column_name,
        value
    from (
        select
            row_id,
            cast(funding_yuan as decimal(38, 10)) as funding_yuan,
            cast(quantity as decimal(38, 10)) as quantity,
            cast(unit_cost_yuan as decimal(38, 10)) as unit_cost_yuan
        from marts.mart_unit_cost
    ) as r unpivot (
        value for column_name in (
            funding_yuan, quantity, unit_cost_yuan
        )
    )
    union all
    select
        'mart_target_comparison' as mart_name,
        row_id as mart_row_id,
        column_name,
        value
    from (
        select
            row_id,
            cast(left_bound as decimal(38, 10)) as left_bound,
            cast(right_bound as decimal(38, 10)) as right_bound
        from marts.mart_target_comparison
    ) as r unpivot (
        value for column_name in (
            left_bound, right_bound
        )
    )
    union all
    select
        'mart_coverage' as mart_name,
        row_id as mart_row_id,
        column_name,
        value
    from (
        select
            row_id,
            cast(documents_expected as decimal(38, 10)) as documents_expected,
            cast(documents_received as decimal(38, 10)) as documents_received,
            cast(documents_read as decimal(38, 10)) as documents_read,
            cast(documents_partly_read as decimal(38, 10)) as documents_partly_read,
            cast(documents_refused as decimal(38, 10)) as documents_refused,
            cast(documents_duplicate as decimal(38, 10)) as documents_duplicate,
            cast(documents_withdrawn as decimal(38, 10)) as documents_withdrawn,
            cast(documents_usable as decimal(38, 10)) as documents_usable,
            cast(project_count as decimal(38, 10)) as project_count,
            cast(projects_not_counted as decimal(38, 10)) as projects_not_counted,
            cast(indicator_count as decimal(38, 10)) as indicator_count,
            cast(targets_read as decimal(38, 10)) as targets_read,
            cast(targets_quantified as decimal(38, 10)) as targets_quantified,
            cast(targets_declared_none as decimal(38, 10)) as targets_declared_none,
            cast(targets_blank as decimal(38, 10)) as targets_blank,
            cast(targets_unreadable as decimal(38, 10)) as targets_unreadable,
            cast(cells_non_blank as decimal(38, 10)) as cells_non_blank,
            cast(cells_used as decimal(38, 10)) as cells_used,
            cast(cells_ignored as decimal(38, 10)) as cells_ignored,
            cast(cells_refused as decimal(38, 10)) as cells_refused,
            cast(funding_stated_yuan as decimal(38, 10)) as funding_stated_yuan,
            cast(funding_yuan as decimal(38, 10)) as funding_yuan
        from marts.mart_coverage
    ) as r unpivot (
        value for column_name in (
            documents_expected,
            documents_received, documents_read, documents_partly_read, documents_refused, documents_duplicate,
            documents_withdrawn, documents_usable, project_count, projects_not_counted, indicator_count,
            targets_read, targets_quantified, targets_declared_none, targets_blank, targets_unreadable,
            cells_non_blank, cells_used, cells_ignored, cells_refused, funding_stated_yuan, funding_yuan
        )
    )
),

share_part as (
    select
        given.column_name,
        given.part
    from (
        values
        ('quantified_share', 'numerator'),
        ('quantified_share', 'denominator'),
        ('funding_share', 'numerator'),
        ('funding_share', 'denominator')
    ) as given (column_name, part)
),

-- Which projects a row is of.
member as (
    select
        'mart_funding_part' as mart_name,
        row_id as mart_row_id,
        project_id
    from marts.mart_funding_part
    union all
    select
        'mart_project' as mart_name,
        row_id as mart_row_id,
        project_id
    from marts.mart_project
    union all
    select
        'mart_agency_year' as mart_name,
        a.row_id as mart_row_id,
        p.project_id
    from marts.mart_agency_year as a
    inner join marts.mart_project as p
        on a.agency_id is not distinct from p.agency_id and a.fiscal_year is not distinct from p.fiscal_year
    where p.is_counted
    union all
    select
        'mart_funding_per_community' as mart_name,
        a.row_id as mart_row_id,
        p.project_id
    from marts.mart_funding_per_community as a
    inner join marts.mart_project as p
        on a.agency_id is not distinct from p.agency_id and a.fiscal_year is not distinct from p.fiscal_year
    where p.is_counted
    union all
    select
        'mart_funding_per_capita' as mart_name,
        a.row_id as mart_row_id,
        p.project_id
    from marts.mart_funding_per_capita as a
    inner join marts.mart_project as p
        on a.agency_id is not distinct from p.agency_id and a.fiscal_year is not distinct from p.fiscal_year
    where p.is_counted
    union all
    select
        'mart_funding_by_topic' as mart_name,
        a.row_id as mart_row_id,
        p.project_id
    from marts.mart_funding_by_topic as a
    inner join marts.mart_project as p
        on
            a.agency_id is not distinct from p.agency_id
            and a.fiscal_year is not distinct from p.fiscal_year
            and a.topic_code is not distinct from p.topic_code
    where p.is_counted
    union all
    select
        'mart_coverage' as mart_name,
        c.row_id as mart_row_id,
        p.project_id
    from marts.mart_coverage as c
    inner join core.dim_document as d
        on
            c.district_code is not distinct from d.district_code
            and c.fiscal_year is not distinct from d.fiscal_year
            and c.form_type is not distinct from d.form_type
    inner join core.fact_project as p on d.document_id = p.document_id
),

target as (
    select
        t.target_id,
        t.indicator_id,
        t.project_id,
        i.declared_none,
        t.is_quantified,
        t.kind,
        coalesce(t.canonical_low, t.canonical_high) as amount,
        i.source_cell_id as indicator_cell_id,
        t.source_cell_id
    from core.fact_target as t
    inner join core.fact_indicator as i on t.indicator_id = i.indicator_id
),

-- What a project gives to a sum: the quantity, the record and the cell it is read from.
quantity as (
    select
        'funding_part' as quantity,
        project_id,
        funding_yuan as contribution,
        source_cell_id,
        funding_id as record_id
    from marts.mart_funding_part
    union all
    select
        'funding' as quantity,
        project_id,
        funding_yuan as contribution,
        source_cell_id,
        funding_id as record_id
    from marts.mart_funding_part
    union all
    select
        'fiscal_stated' as quantity,
        p.project_id,
        f.amount_stated_yuan as contribution,
        f.source_cell_id,
        f.funding_id as record_id
    from marts.mart_project as p
    inner join core.fact_funding as f on p.fiscal_funding_id = f.funding_id
    union all
    select
        'total_stated' as quantity,
        p.project_id,
        f.amount_stated_yuan as contribution,
        f.source_cell_id,
        f.funding_id as record_id
    from marts.mart_project as p
    inner join core.fact_funding as f on p.total_funding_id = f.funding_id
    union all
    select
        'total_accepted' as quantity,
        p.project_id,
        f.amount_accepted_yuan as contribution,
        f.source_cell_id,
        f.funding_id as record_id
    from marts.mart_project as p
    inner join core.fact_funding as f on p.total_funding_id = f.funding_id
    union all
    select
        'other_stated' as quantity,
        p.project_id,
        f.amount_stated_yuan as contribution,
        f.source_cell_id,
        f.funding_id as record_id
    from marts.mart_project as p
    inner join core.fact_funding as f on p.other_funding_id = f.funding_id
    union all
    select
        'other_accepted' as quantity,
        p.project_id,
        f.amount_accepted_yuan as contribution,
        f.source_cell_id,
        f.funding_id as record_id
    from marts.mart_project as p
    inner join core.fact_funding as f on p.other_funding_id = f.funding_id
    union all
    select
        'total_proposed' as quantity,
        p.project_id,
        f.amount_proposed_yuan as contribution,
        coalesce(x.source_cell_id, f.source_cell_id) as source_cell_id,
        f.funding_id as record_id
    from marts.mart_project as p
    inner join core.fact_funding as f on p.total_funding_id = f.funding_id
    left join core.fact_funding as x on p.fiscal_funding_id = x.funding_id
    union all
    select
        'total_with_proposed' as quantity,
        p.project_id,
        coalesce(f.amount_accepted_yuan, f.amount_proposed_yuan) as contribution,
        case
            when f.amount_accepted_yuan is null then coalesce(x.source_cell_id, f.source_cell_id)
            else f.source_cell_id
        end as source_cell_id,
        f.funding_id as record_id
    from marts.mart_project as p
    inner join core.fact_funding as f on p.total_funding_id = f.funding_id
    left join core.fact_funding as x on p.fiscal_funding_id = x.funding_id
    union all
    select
        'trusted' as quantity,
        m.project_id,
        m.funding_yuan as contribution,
        m.source_cell_id,
        m.funding_id as record_id
    from marts.mart_funding_part as m
    inner join quality.trust as t on m.funding_id = t.fact_id and t.fact_kind = 'funding' and t.is_trusted
    union all
    select
        'without_workforce' as quantity,
        m.project_id,
        m.funding_yuan as contribution,
        m.source_cell_id,
        m.funding_id as record_id
    from marts.mart_funding_part as m
    inner join marts.mart_project as p on m.project_id = p.project_id
    where p.topic_code is distinct from 'community_workforce'
    union all
    select
        'annualised' as quantity,
        m.project_id,
        m.funding_yuan as contribution,
        m.source_cell_id,
        m.funding_id as record_id
    from marts.mart_funding_part as m
    inner join marts.mart_project as p on m.project_id = p.project_id
    where not p.is_part_year
    union all
    select
        'annualised' as quantity,
        p.project_id,
        p.annual_standard_yuan as contribution,
        t.source_cell_id,
        t.target_id as record_id
    from marts.mart_project as p
    inner join target as t on p.standard_target_id = t.target_id
    where p.is_part_year
    union all
    select
        'standard_factor' as quantity,
        p.project_id,
        t.amount as contribution,
        t.source_cell_id,
        t.target_id as record_id
    from marts.mart_project as p
    inner join target as t on p.heads_target_id = t.target_id
    union all
    select
        'standard_factor' as quantity,
        p.project_id,
        t.amount as contribution,
        t.source_cell_id,
        t.target_id as record_id
    from marts.mart_project as p
    inner join target as t on p.standard_target_id = t.target_id
    union all
    select
        'months' as quantity,
        p.project_id,
        p.months_covered as contribution,
        t.source_cell_id,
        t.target_id as record_id
    from marts.mart_project as p
    inner join target as t on p.months_target_id = t.target_id
    union all
    select
        'project' as quantity,
        p.project_id,
        1 as contribution,
        p.source_cell_id,
        p.project_id as record_id
    from marts.mart_project as p
    where p.is_counted
    union all
    select
        'not_counted' as quantity,
        p.project_id,
        1 as contribution,
        p.source_cell_id,
        p.project_id as record_id
    from marts.mart_project as p
    where not p.is_counted
    union all
    select
        'unaccepted' as quantity,
        p.project_id,
        1 as contribution,
        p.source_cell_id,
        p.project_id as record_id
    from marts.mart_project as p
    where p.is_counted and p.funding_yuan is null
    union all
    select
        'part_year' as quantity,
        p.project_id,
        1 as contribution,
        p.source_cell_id,
        p.project_id as record_id
    from marts.mart_project as p
    where p.is_part_year
    union all
    select
        'indicator_sum' as quantity,
        p.project_id,
        p.indicator_count as contribution,
        p.source_cell_id,
        p.project_id as record_id
    from marts.mart_project as p
    union all
    select
        'real_indicator_sum' as quantity,
        p.project_id,
        p.real_indicator_count as contribution,
        p.source_cell_id,
        p.project_id as record_id
    from marts.mart_project as p
    union all
    select
        'quantified_sum' as quantity,
        p.project_id,
        p.quantified_count as contribution,
        p.source_cell_id,
        p.project_id as record_id
    from marts.mart_project as p
    union all
    select
        'indicator' as quantity,
        project_id,
        1 as contribution,
        indicator_cell_id as source_cell_id,
        indicator_id as record_id
    from target
    union all
    select
        'declared_none' as quantity,
        project_id,
        1 as contribution,
        indicator_cell_id as source_cell_id,
        indicator_id as record_id
    from target
    where declared_none
    union all
    select
        'real_indicator' as quantity,
        project_id,
        1 as contribution,
        indicator_cell_id as source_cell_id,
        indicator_id as record_id
    from target
    where not declared_none
    union all
    select
        'quantified' as quantity,
        project_id,
        1 as contribution,
        indicator_cell_id as source_cell_id,
        indicator_id as record_id
    from target
    where is_quantified and not declared_none
    union all
    select
        'indicator_count_all' as quantity,
        t.project_id,
        count(*) as contribution,
        min(p.source_cell_id) as source_cell_id,
        t.project_id as record_id
    from target as t
    inner join core.fact_project as p on t.project_id = p.project_id
    group by t.project_id
    union all
    select
        'targets_read_all' as quantity,
        t.project_id,
        count(*) as contribution,
        min(p.source_cell_id) as source_cell_id,
        t.project_id as record_id
    from target as t
    inner join core.fact_project as p on t.project_id = p.project_id
    where t.kind not in ('declared_none', 'blank', 'unreadable')
    group by t.project_id
    union all
    select
        'targets_quantified_all' as quantity,
        t.project_id,
        count(*) as contribution,
        min(p.source_cell_id) as source_cell_id,
        t.project_id as record_id
    from target as t
    inner join core.fact_project as p on t.project_id = p.project_id
    where t.is_quantified and not t.declared_none
    group by t.project_id
    union all
    select
        'targets_declared_none_all' as quantity,
        t.project_id,
        count(*) as contribution,
        min(p.source_cell_id) as source_cell_id,
        t.project_id as record_id
    from target as t
    inner join core.fact_project as p on t.project_id = p.project_id
    where t.declared_none
    group by t.project_id
    union all
    select
        'targets_blank_all' as quantity,
        t.project_id,
        count(*) as contribution,
        min(p.source_cell_id) as source_cell_id,
        t.project_id as record_id
    from target as t
    inner join core.fact_project as p on t.project_id = p.project_id
    where t.kind = 'blank' and not t.declared_none
    group by t.project_id
    union all
    select
        'targets_unreadable_all' as quantity,
        t.project_id,
        count(*) as contribution,
        min(p.source_cell_id) as source_cell_id,
        t.project_id as record_id
    from target as t
    inner join core.fact_project as p on t.project_id = p.project_id
    where t.kind = 'unreadable' and not t.declared_none
    group by t.project_id
),

formula as (
    select
        given.mart_name,
        given.column_name,
        given.part,
        given.quantity
    from (
        values
        ('mart_funding_part', 'funding_yuan', 'term', 'funding_part'),
        ('mart_project', 'funding_stated_yuan', 'term', 'fiscal_stated'),
        ('mart_project', 'funding_yuan', 'term', 'funding'),
        ('mart_project', 'total_stated_yuan', 'term', 'total_stated'),
        ('mart_project', 'total_proposed_yuan', 'term', 'total_proposed'),
        ('mart_project', 'total_accepted_yuan', 'term', 'total_accepted'),
        ('mart_project', 'other_funds_stated_yuan', 'term', 'other_stated'),
        ('mart_project', 'other_funds_accepted_yuan', 'term', 'other_accepted'),
        ('mart_project', 'months_covered', 'term', 'months'),
        ('mart_project', 'funding_annualised_yuan', 'term', 'annualised'),
        ('mart_project', 'indicator_count', 'term', 'indicator'),
        ('mart_project', 'declared_none_count', 'term', 'declared_none'),
        ('mart_project', 'real_indicator_count', 'term', 'real_indicator'),
        ('mart_project', 'quantified_count', 'term', 'quantified'),
        ('mart_project', 'annual_standard_yuan', 'factor', 'standard_factor'),
        ('mart_agency_year', 'project_count', 'term', 'project'),
        ('mart_agency_year', 'unaccepted_count', 'term', 'unaccepted'),
        ('mart_agency_year', 'part_year_count', 'term', 'part_year'),
        ('mart_agency_year', 'funding_yuan', 'term', 'funding'),
        ('mart_agency_year', 'funding_trusted_yuan', 'term', 'trusted'),
        ('mart_agency_year', 'total_stated_yuan', 'term', 'total_stated'),
        ('mart_agency_year', 'total_with_proposed_yuan', 'term', 'total_with_proposed'),
        ('mart_agency_year', 'other_funds_stated_yuan', 'term', 'other_stated'),
        ('mart_agency_year', 'other_funds_accepted_yuan', 'term', 'other_accepted'),
        ('mart_agency_year', 'funding_annualised_yuan', 'term', 'annualised'),
        ('mart_agency_year', 'funding_without_workforce_yuan', 'term', 'without_workforce'),
        ('mart_agency_year', 'indicator_count', 'term', 'indicator_sum'),
        ('mart_agency_year', 'real_indicator_count', 'term', 'real_indicator_sum'),
        ('mart_agency_year', 'quantified_count', 'term', 'quantified_sum'),
        ('mart_funding_per_community', 'project_count', 'term', 'project'),
        ('mart_funding_per_community', 'funding_yuan', 'term', 'funding'),
        ('mart_funding_per_community', 'funding_trusted_yuan', 'term', 'trusted'),
        ('mart_funding_per_community', 'funding_per_community_yuan', 'numerator', 'funding'),
        ('mart_funding_per_community', 'funding_annualised_yuan', 'term', 'annualised'),
        ('mart_funding_per_community', 'funding_annualised_per_community_yuan', 'numerator', 'annualised'),
        ('mart_funding_per_community', 'funding_without_workforce_yuan', 'term', 'without_workforce'),
        (
            'mart_funding_per_community',
            'funding_without_workforce_per_community_yuan',
            'numerator',
            'without_workforce'
        ),
        ('mart_funding_per_capita', 'project_count', 'term', 'project'),
        ('mart_funding_per_capita', 'funding_yuan', 'term', 'funding'),
        ('mart_funding_per_capita', 'funding_trusted_yuan', 'term', 'trusted'),
        ('mart_funding_per_capita', 'funding_per_capita_yuan', 'numerator', 'funding'),
        ('mart_funding_per_capita', 'funding_annualised_yuan', 'term', 'annualised'),
        ('mart_funding_per_capita', 'funding_annualised_per_capita_yuan', 'numerator', 'annualised'),
        ('mart_funding_per_capita', 'funding_without_workforce_yuan', 'term', 'without_workforce'),
        ('mart_funding_per_capita', 'funding_without_workforce_per_capita_yuan', 'numerator', 'without_workforce'),
        ('mart_funding_by_topic', 'project_count', 'term', 'project'),
        ('mart_funding_by_topic', 'unaccepted_count', 'term', 'unaccepted'),
        ('mart_funding_by_topic', 'part_year_count', 'term', 'part_year'),
        ('mart_funding_by_topic', 'funding_yuan', 'term', 'funding'),
        ('mart_funding_by_topic', 'funding_annualised_yuan', 'term', 'annualised'),
        ('mart_funding_by_topic', 'funding_per_community_yuan', 'numerator', 'funding'),
        ('mart_funding_by_topic', 'funding_per_capita_yuan', 'numerator', 'funding'),
        ('mart_coverage', 'project_count', 'term', 'project'),
        ('mart_coverage', 'projects_not_counted', 'term', 'not_counted'),
        ('mart_coverage', 'funding_stated_yuan', 'term', 'fiscal_stated'),
        ('mart_coverage', 'funding_yuan', 'term', 'funding'),
        ('mart_coverage', 'indicator_count', 'term', 'indicator_count_all'),
        ('mart_coverage', 'targets_read', 'term', 'targets_read_all'),
        ('mart_coverage', 'targets_quantified', 'term', 'targets_quantified_all'),
        ('mart_coverage', 'targets_declared_none', 'term', 'targets_declared_none_all'),
        ('mart_coverage', 'targets_blank', 'term', 'targets_blank_all'),
        ('mart_coverage', 'targets_unreadable', 'term', 'targets_unreadable_all')
    ) as given (mart_name, column_name, part, quantity)
),

-- A part of one number of mart_funding_part is the row itself; elsewhere a row takes all its projects give.
by_project as (
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        f.part,
        cast(q.contribution as decimal(38, 10)) as contribution,
        'cell' as source_kind,
        q.source_cell_id,
        q.record_id
    from number as n
    inner join formula as f on n.mart_name = f.mart_name and n.column_name = f.column_name
    inner join member as m on n.mart_name = m.mart_name and n.mart_row_id = m.mart_row_id
    inner join quantity as q on m.project_id = q.project_id and f.quantity = q.quantity
    inner join marts.mart_project as p on m.project_id = p.project_id
    where
        q.contribution is not null
        and (n.mart_name <> 'mart_funding_part' or n.mart_row_id = 'funding_part/' || q.record_id)
        -- Money of forms that are not counted (a second copy, a department-wide table) is in no sum of coverage.
        and (n.mart_name <> 'mart_coverage' or f.quantity not in ('funding', 'fiscal_stated') or p.is_counted)
),

quantified as (
    select
        row_id,
        quantified_count,
        real_indicator_count
    from marts.mart_project
    union all
    select
        row_id,
        quantified_count,
        real_indicator_count
    from marts.mart_agency_year
),

funded as (
    select
        row_id,
        agency_id,
        fiscal_year,
        funding_yuan
    from marts.mart_funding_by_topic
    union all
    select
        row_id,
        agency_id,
        fiscal_year,
        funding_yuan
    from marts.mart_funding_by_category
),

-- A share is one column over another, of the same row or of the agency's year; both have their parts under
-- their own rows.
by_row as (
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        p.part,
        case p.part when 'numerator' then r.quantified_count else r.real_indicator_count end as contribution,
        n.mart_row_id || '#' || case p.part when 'numerator' then 'quantified_count' else 'real_indicator_count' end
            as record_id
    from number as n
    inner join share_part as p on n.column_name = p.column_name
    inner join quantified as r on n.mart_row_id = r.row_id
    where n.column_name = 'quantified_share'
    union all
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        p.part,
        case p.part when 'numerator' then r.funding_yuan else a.funding_yuan end as contribution,
        case p.part when 'numerator' then n.mart_row_id else a.row_id end || '#funding_yuan' as record_id
    from number as n
    inner join share_part as p on n.column_name = p.column_name
    inner join funded as r on n.mart_row_id = r.row_id
    inner join marts.mart_agency_year as a
        on r.agency_id is not distinct from a.agency_id and r.fiscal_year is not distinct from a.fiscal_year
    where n.column_name = 'funding_share'
),

-- Denominators from the reference data.
communities as (
    select
        'mart_funding_per_community' as mart_name,
        row_id as mart_row_id,
        place_code || '/community_count/' || cast(community_count_as_of as varchar) || '/'
        || community_count_source as record_id,
        community_count as contribution
    from marts.mart_funding_per_community
    where community_count is not null
    union all
    select
        'mart_funding_by_topic' as mart_name,
        row_id as mart_row_id,
        place_code || '/community_count/' || cast(community_count_as_of as varchar) || '/'
        || community_count_source as record_id,
        community_count as contribution
    from marts.mart_funding_by_topic
    where community_count is not null
),

residents as (
    select
        'mart_funding_per_capita' as mart_name,
        row_id as mart_row_id,
        place_code || '/resident_population/' || cast(population_as_of as varchar) || '/'
        || population_source as record_id,
        population as contribution
    from marts.mart_funding_per_capita
    where population is not null
    union all
    select
        'mart_funding_by_topic' as mart_name,
        row_id as mart_row_id,
        place_code || '/resident_population/' || cast(population_as_of as varchar) || '/'
        || population_source as record_id,
        population as contribution
    from marts.mart_funding_by_topic
    where population is not null
),

by_reference as (
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        case when n.column_name in ('community_count') then 'term' else 'denominator' end as part,
        c.contribution,
        c.record_id
    from number as n
    inner join communities as c on n.mart_name = c.mart_name and n.mart_row_id = c.mart_row_id
    where n.column_name = 'community_count' or n.column_name like '%per_community_yuan'
    union all
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        case when n.column_name in ('population') then 'term' else 'denominator' end as part,
        r.contribution,
        r.record_id
    from number as n
    inner join residents as r on n.mart_name = r.mart_name and n.mart_row_id = r.mart_row_id
    where n.column_name = 'population' or n.column_name like '%per_capita_yuan'
),

-- Documents themselves are what coverage counts.
document as (
    select
        c.row_id as mart_row_id,
        d.document_id,
        d.state,
        d.cells_non_blank,
        d.cells_used,
        d.cells_ignored,
        d.cells_refused,
        count(p.project_id) as projects
    from marts.mart_coverage as c
    inner join core.dim_document as d
        on
            c.district_code is not distinct from d.district_code
            and c.fiscal_year is not distinct from d.fiscal_year
            and c.form_type is not distinct from d.form_type
    left join core.fact_project as p on d.document_id = p.document_id
    group by
        c.row_id, d.document_id, d.state, d.cells_non_blank, d.cells_used, d.cells_ignored, d.cells_refused
    union all
    select
        'coverage/?/?/?' as mart_row_id,
        i.issue_id as document_id,
        'absent' as state,
        0 as cells_non_blank,
        0 as cells_used,
        0 as cells_ignored,
        0 as cells_refused,
        0 as projects
    from staging.issue as i
    left join core.dim_document as gone on i.printed = gone.path and gone.state = 'withdrawn'
    where i.rule_code = 'registered_source_is_received' and gone.document_id is null
),

by_document as (
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        case n.column_name
            when 'documents_expected' then case when d.state <> 'duplicate' then 1 end
            when 'documents_received' then case when d.state not in ('withdrawn', 'absent') then 1 end
            when 'documents_read' then case when d.state = 'read' then 1 end
            when 'documents_partly_read' then case when d.state = 'partly_read' then 1 end
            when 'documents_refused' then case when d.state = 'refused' then 1 end
            when 'documents_duplicate' then case when d.state = 'duplicate' then 1 end
            when 'documents_withdrawn' then case when d.state = 'withdrawn' then 1 end
            when 'documents_usable' then case when d.state in ('read', 'partly_read') and d.projects > 0 then 1 end
            when 'cells_non_blank' then d.cells_non_blank
            when 'cells_used' then d.cells_used
            when 'cells_ignored' then d.cells_ignored
            when 'cells_refused' then d.cells_refused
        end as contribution,
        d.document_id as record_id
    from number as n
    inner join document as d on n.mart_row_id = d.mart_row_id
    where n.mart_name = 'mart_coverage'
    union all
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        1 as contribution,
        p.document_id as record_id
    from number as n
    inner join member as m on n.mart_name = m.mart_name and n.mart_row_id = m.mart_row_id
    inner join core.fact_project as p on m.project_id = p.project_id
    where n.mart_name = 'mart_agency_year' and n.column_name = 'document_count'
    group by n.mart_name, n.mart_row_id, n.column_name, n.value, p.document_id
),

-- Per category: what each project gives to a dimension in each reading.
category_member as (
    select
        c.row_id as mart_row_id,
        c.reading,
        p.project_id,
        p.real_indicator_count,
        p.source_cell_id,
        coalesce(c.dimension, '?') as dimension
    from marts.mart_funding_by_category as c
    inner join marts.mart_project as p
        on c.agency_id is not distinct from p.agency_id and c.fiscal_year is not distinct from p.fiscal_year
    where p.is_counted
),

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

category_part as (
    select
        m.mart_row_id,
        m.reading,
        m.project_id,
        m.real_indicator_count,
        m.source_cell_id,
        c.real_count,
        c.quantified_count,
        c.with_unit_count,
        c.date_count,
        c.running_count,
        case
            when m.reading = 'has_quantified_indicator' then c.quantified_count > 0
            else c.real_count > 0
        end as is_in
    from category_member as m
    inner join category_running as c on m.project_id = c.project_id and m.dimension = c.dimension
),

project_money as (
    select
        project_id,
        sum(funding_yuan) as funding_yuan,
        min(funding_id) as funding_id,
        arg_min(source_cell_id, funding_id) as money_cell_id
    from marts.mart_funding_part
    group by project_id
),

-- The split is of the project's money, which may stand in several cells; it points to the first of them.
category_money as (
    select
        p.*,
        f.funding_yuan,
        f.funding_id,
        f.money_cell_id,
        case
            when p.reading = 'allocated_equally'
                then
                    cast(f.funding_yuan * p.running_count / nullif(p.real_indicator_count, 0) as decimal(20, 4))
                    - cast(
                        f.funding_yuan * (p.running_count - p.real_count)
                        / nullif(p.real_indicator_count, 0) as decimal(20, 4)
                    )
            else f.funding_yuan
        end as given_yuan
    from category_part as p
    inner join project_money as f on p.project_id = f.project_id
),

by_category as (
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        'term' as part,
        case
            when n.column_name = 'funding_yuan' and c.is_in then c.given_yuan
            when n.column_name = 'funding_bare_number_yuan' and c.quantified_count > 0 and c.with_unit_count = 0
                then c.funding_yuan
            when n.column_name = 'funding_date_only_yuan' and c.quantified_count = 0 and c.date_count > 0
                then c.funding_yuan
        end as contribution,
        c.money_cell_id as source_cell_id,
        c.funding_id as record_id
    from number as n
    inner join category_money as c on n.mart_row_id = c.mart_row_id
    where
        n.mart_name = 'mart_funding_by_category'
        and n.column_name in ('funding_yuan', 'funding_bare_number_yuan', 'funding_date_only_yuan')
    union all
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        'term' as part,
        case
            when n.column_name = 'project_count' and c.is_in then 1
            when n.column_name = 'indicator_count' and c.reading = 'has_quantified_indicator' then c.quantified_count
            when n.column_name = 'indicator_count' then c.real_count
        end as contribution,
        c.source_cell_id,
        c.project_id as record_id
    from number as n
    inner join category_part as c on n.mart_row_id = c.mart_row_id
    where n.mart_name = 'mart_funding_by_category' and n.column_name in ('project_count', 'indicator_count')
),

-- Unit costs: money over a quantity, a printed standard, or the money of several projects over the same people.
cost_project as (
    select
        u.row_id,
        u.basis,
        p.project_id
    from marts.mart_unit_cost as u
    inner join marts.mart_project as p on u.project_id = p.project_id
    union all
    select
        u.row_id,
        u.basis,
        s.project_id
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

cost_target as (
    select
        u.row_id,
        u.basis,
        t.amount,
        t.source_cell_id,
        t.target_id
    from marts.mart_unit_cost as u
    inner join target as t on u.target_id = t.target_id
    union all
    select
        u.row_id,
        u.basis,
        t.amount,
        t.source_cell_id,
        t.target_id
    from (
        select
            c.row_id,
            c.basis,
            min(s.target_id) as target_id
        from cost_project as c
        inner join marts.mart_unit_cost as u on c.row_id = u.row_id
        inner join marts.mart_unit_cost as s
            on c.project_id = s.project_id and s.basis = 'funding_over_quantity' and u.quantity = s.quantity
        where c.basis = 'same_people'
        group by c.row_id, c.basis
    ) as u
    inner join target as t on u.target_id = t.target_id
),

by_cost as (
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        case n.column_name when 'funding_yuan' then 'term' else 'numerator' end as part,
        f.funding_yuan as contribution,
        f.source_cell_id,
        f.funding_id as record_id
    from number as n
    inner join cost_project as c on n.mart_row_id = c.row_id
    inner join marts.mart_funding_part as f on c.project_id = f.project_id
    where n.mart_name = 'mart_unit_cost' and c.basis <> 'printed_rate' and n.column_name <> 'quantity'
    union all
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        case
            when n.column_name = 'quantity' or c.basis = 'printed_rate' then 'term'
            else 'denominator'
        end as part,
        c.amount as contribution,
        c.source_cell_id,
        c.target_id as record_id
    from number as n
    inner join cost_target as c on n.mart_row_id = c.row_id
    where n.mart_name = 'mart_unit_cost' and n.column_name <> 'funding_yuan'
),

by_target as (
    select
        n.mart_name,
        n.mart_row_id,
        n.column_name,
        n.value,
        n.value as contribution,
        t.source_cell_id,
        t.target_id as record_id
    from number as n
    inner join marts.mart_target_comparison as c on n.mart_row_id = c.row_id
    inner join core.fact_target as t
        on t.target_id = case n.column_name when 'left_bound' then c.left_target_id else c.right_target_id end
    where n.mart_name = 'mart_target_comparison'
),

everything as (
    select
        mart_name,
        mart_row_id,
        column_name,
        value,
        part,
        contribution,
        source_kind,
        source_cell_id,
        record_id
    from by_project
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        value,
        part,
        contribution,
        'row' as source_kind,
        cast(null as varchar) as source_cell_id,
        record_id
    from by_row
    where contribution is not null
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        value,
        part,
        contribution,
        'reference' as source_kind,
        cast(null as varchar) as source_cell_id,
        record_id
    from by_reference
    where contribution is not null
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        value,
        'term' as part,
        contribution,
        'document' as source_kind,
        cast(null as varchar) as source_cell_id,
        record_id
    from by_document
    where contribution is not null
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        value,
        part,
        contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_category
    where contribution is not null
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        value,
        part,
        contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_cost
    where contribution is not null
    union all
    select
        mart_name,
        mart_row_id,
        column_name,
        value,
        'term' as part,
        contribution,
        'cell' as source_kind,
        source_cell_id,
        record_id
    from by_target
    where contribution is not null
)

select
    mart_row_id || '#' || column_name || '/' || part || '/' || record_id as lineage_id,
    mart_name,
    mart_row_id,
    column_name,
    value,
    part,
    cast(contribution as decimal(38, 10)) as contribution,
    source_kind,
    source_cell_id,
    record_id
from everything
