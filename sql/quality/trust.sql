-- How far a fact can be trusted. A: as printed and nothing against it. B: usable with something lacking (no
-- comparator, a unit from elsewhere, a reviewed correction, a value in words). C: doubtful (an error or warning
-- about it). D: not usable (blank, unreadable, a repair waiting for a reviewer). Only what touches the fact itself
-- counts against it.
-- grain: one row per fact
with against as (
    select
        f.rule_code,
        f.severity,
        f.project_id,
        f.indicator_id,
        c.cell_id
    from quality.finding as f
    cross join unnest(f.source_cell_ids) as c (cell_id)
    where f.severity in ('error', 'warning') and not f.is_waived
),

money_against as (
    select
        u.funding_id,
        a.rule_code,
        max(case a.severity when 'error' then 1 else 0 end) as is_error
    from core.fact_funding as u
    inner join against as a on u.source_cell_id = a.cell_id and u.project_id = a.project_id
    where
        a.rule_code in (
            'funding_sources_add_up', 'quantity_times_standard_is_the_amount', 'amount_lies_within_the_tariff',
            'total_row_has_not_slipped', 'fund_source_is_stated_once', 'amounts_carry_their_unit',
            'cost_target_fits_the_budget', 'amount_is_readable', 'amount_unit_is_known'
        )
    group by u.funding_id, a.rule_code
),

funding as (
    select
        u.funding_id,
        u.project_id,
        u.acceptance,
        u.unit_basis,
        u.release_id,
        coalesce(max(m.is_error), -1) as worst,
        list_sort(list(distinct m.rule_code) filter (where m.rule_code is not null)) as rules
    from core.fact_funding as u
    left join money_against as m on u.funding_id = m.funding_id
    group by u.funding_id, u.project_id, u.acceptance, u.unit_basis, u.release_id
),

target_against as (
    select
        t.target_id,
        f.rule_code,
        max(case f.severity when 'error' then 1 else 0 end) as is_error
    from core.fact_target as t
    inner join quality.finding as f on t.indicator_id = f.indicator_id
    where f.severity in ('error', 'warning') and not f.is_waived
    group by t.target_id, f.rule_code
),

target as (
    select
        t.target_id,
        t.project_id,
        t.kind,
        t.comparator,
        t.uncertain,
        t.release_id,
        len(t.implied) as implied_count,
        coalesce(max(a.is_error), -1) as worst,
        list_sort(list(distinct a.rule_code) filter (where a.rule_code is not null)) as rules
    from core.fact_target as t
    left join target_against as a on t.target_id = a.target_id
    group by t.target_id, t.project_id, t.kind, t.comparator, t.uncertain, t.release_id, len(t.implied)
),

graded as (
    select
        'funding' as fact_kind,
        funding_id as fact_id,
        project_id,
        case
            when acceptance in ('blank', 'unreadable', 'proposed', 'disputed') then 'D'
            when worst >= 0 then 'C'
            when acceptance = 'corrected' then 'B'
            else 'A'
        end as grade,
        list_concat(
            case when acceptance = 'as_printed' then cast([] as varchar[]) else [acceptance] end,
            coalesce(rules, cast([] as varchar[]))
        ) as reasons,
        release_id
    from funding
    union all
    select
        'target' as fact_kind,
        target_id as fact_id,
        project_id,
        case
            when kind in ('blank', 'unreadable') then 'D'
            when uncertain or worst >= 0 then 'C'
            when comparator = 'unstated' or kind = 'qualitative' or implied_count > 0 then 'B'
            else 'A'
        end as grade,
        list_concat(
            list_filter(
                [
                    case when kind in ('blank', 'unreadable', 'qualitative') then kind end,
                    case when uncertain then 'uncertain' end,
                    case when comparator = 'unstated' then 'comparator_unstated' end,
                    case when implied_count > 0 then 'implied' end
                ],
                lambda reason: reason is not null
            ),
            coalesce(rules, cast([] as varchar[]))
        ) as reasons,
        release_id
    from target
)

select
    fact_kind,
    fact_id,
    project_id,
    grade,
    grade in ('A', 'B') as is_trusted,
    reasons,
    release_id
from graded
