-- How far a fact can be trusted. A: as printed and nothing against it. B: usable with something lacking (no
-- comparator, a unit from elsewhere, a reviewed correction, a value in words). C: doubtful (an error or warning
-- about it). D: not usable (blank, unreadable, a repair waiting for a reviewer). Only what touches the fact itself
-- counts against it.
-- grain: one row per fact
with against as (
    select
        f.rule_code,
        f.project_id,
        c.cell_id,
        f.rule_code in ('quantity_times_standard_is_the_amount', 'amount_lies_within_the_tariff') as is_of_all_amounts,
        f.rule_code = 'amounts_carry_their_unit' as is_slight
    from quality.finding as f
    cross join unnest(f.source_cell_ids) as c (cell_id)
    where
        f.severity in ('error', 'warning')
        and not f.is_waived
        and f.rule_code in (
            'quantity_times_standard_is_the_amount', 'amount_lies_within_the_tariff', 'funding_sources_add_up',
            'fund_source_is_stated_once', 'amount_is_readable', 'amounts_carry_their_unit'
        )
),

funding as (
    select
        u.funding_id,
        u.project_id,
        u.acceptance,
        u.release_id,
        count(a.rule_code) filter (where not a.is_slight) as grave_count,
        count(a.rule_code) filter (where a.is_slight) as slight_count,
        list_sort(list(distinct a.rule_code) filter (where a.rule_code is not null)) as rules
    from core.fact_funding as u
    left join against as a
        on
            u.project_id = a.project_id
            and (u.source_cell_id = a.cell_id or (a.is_of_all_amounts and u.amount_stated_yuan is not null))
    group by u.funding_id, u.project_id, u.acceptance, u.release_id
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
            when grave_count > 0 then 'C'
            when acceptance = 'corrected' or slight_count > 0 then 'B'
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
