-- Which printed amounts make up a project's fiscal appropriation of the year. The printed 财政拨款 is taken; where a form
-- prints none but finer sources, those are added up: by book (一般公共预算…), else by level of origin (中央、自治区…), never
-- both.
-- grain: one row per printed amount that counts as a project's fiscal appropriation of the year
with counted as (
    select
        funding_id,
        project_id,
        fund_source,
        scope,
        amount_accepted_yuan,
        source_cell_id,
        case
            when fund_source = 'fiscal_appropriation' then 1
            when fund_source in ('general_public_budget', 'government_funds', 'state_capital') then 2
            when fund_source in ('central', 'region', 'prefecture', 'county', 'own_level', 'higher_level_transfer')
                then 3
        end as tier
    from core.fact_funding
    where is_counted
),

-- A printed 财政拨款 that was not accepted is not replaced by its parts.
refused as (
    select distinct project_id
    from core.fact_funding
    where fund_source = 'fiscal_appropriation' and amount_printed is not null
),

chosen as (
    select
        c.*,
        min(c.tier) over (partition by c.project_id) as tier_chosen
    from counted as c
    left join refused as r on c.project_id = r.project_id
    where c.tier = 1 or (c.tier is not null and r.project_id is null)
)

select
    'funding_part/' || funding_id as row_id,
    project_id,
    funding_id,
    fund_source,
    scope,
    case when tier = 1 then 'printed' else 'finer_sources' end as basis,
    amount_accepted_yuan as funding_yuan,
    source_cell_id
from chosen
where tier = tier_chosen
