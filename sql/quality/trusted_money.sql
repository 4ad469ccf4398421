-- How much of the accepted appropriation can be trusted, how much is doubted or rests on corrections, and how much
-- total waits for a reviewer. Only money that may be added up over projects; nothing is multiplied by indicators.
-- grain: one row per spending unit and fiscal year
with money as (
    select
        p.agency_id,
        p.fiscal_year,
        coalesce(p.agency_id, p.document_id) as unit_key,
        coalesce(cast(p.fiscal_year as varchar), '未知') as year_key,
        f.project_id,
        f.fund_source,
        f.acceptance,
        f.amount_proposed_yuan,
        t.is_trusted,
        case
            when f.fund_source = 'fiscal_appropriation' and f.is_counted then f.amount_accepted_yuan
        end as accepted_yuan
    from core.fact_funding as f
    inner join core.fact_project as p on f.project_id = p.project_id
    inner join quality.trust as t on f.funding_id = t.fact_id and t.fact_kind = 'funding'
),

summed as (
    select
        unit_key,
        agency_id,
        fiscal_year,
        year_key,
        count(distinct project_id) filter (where accepted_yuan is not null) as project_count,
        sum(accepted_yuan) as funding_yuan,
        sum(accepted_yuan) filter (where is_trusted) as trusted_yuan,
        sum(accepted_yuan) filter (where not is_trusted) as doubted_yuan,
        sum(accepted_yuan) filter (where acceptance = 'corrected') as corrected_yuan,
        sum(amount_proposed_yuan) filter (where acceptance = 'proposed') as proposed_total_yuan
    from money
    group by unit_key, agency_id, fiscal_year, year_key
)

select
    unit_key,
    agency_id,
    fiscal_year,
    year_key,
    project_count,
    funding_yuan,
    trusted_yuan,
    doubted_yuan,
    corrected_yuan,
    proposed_total_yuan,
    cast(
        coalesce(trusted_yuan, 0) / nullif(funding_yuan, 0) as decimal(12, 6)
    ) as trusted_share
from summed
