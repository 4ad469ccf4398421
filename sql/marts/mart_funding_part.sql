-- Which printed amounts make up a project's fiscal appropriation of the year. The printed 财政拨款 is taken; where a form
-- prints none but finer sources, those are added up: by book (一般公共预算…), else by level of origin (中央、自治区…), never
-- both. A printed 财政拨款 that was not accepted is not replaced by its parts.
-- grain: one row per printed amount that counts as a project's fiscal appropriation of the year
with finer as (
    select
        f.funding_id,
        f.project_id,
        f.fund_source,
        f.scope,
        f.amount_accepted_yuan,
        f.source_cell_id,
        f.fund_source in ('general_public_budget', 'government_funds', 'state_capital') as is_book
    from core.fact_funding as f
    left join core.fact_funding as whole
        on
            f.project_id = whole.project_id
            and whole.fund_source = 'fiscal_appropriation'
            and (whole.is_counted or whole.amount_printed is not null)
    where
        f.is_counted
        and f.fund_source in (
            'general_public_budget', 'government_funds', 'state_capital',
            'central', 'region', 'prefecture', 'county', 'own_level', 'higher_level_transfer'
        )
        and whole.project_id is null
),

booked as (
    select distinct project_id
    from finer
    where is_book
),

part as (
    select
        funding_id,
        project_id,
        fund_source,
        scope,
        'printed' as basis,
        amount_accepted_yuan,
        source_cell_id
    from core.fact_funding
    where is_counted and fund_source = 'fiscal_appropriation'
    union all
    select
        f.funding_id,
        f.project_id,
        f.fund_source,
        f.scope,
        'finer_sources' as basis,
        f.amount_accepted_yuan,
        f.source_cell_id
    from finer as f
    left join booked as b on f.project_id = b.project_id
    where f.is_book or b.project_id is null
)

select
    'funding_part/' || funding_id as row_id,
    project_id,
    funding_id,
    fund_source,
    scope,
    basis,
    amount_accepted_yuan as funding_yuan,
    source_cell_id
from part
