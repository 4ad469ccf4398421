-- Who promises more: two targets of the same measure side by side. A target is an interval with a unit and a
-- direction from the reviewed list (core.ref_measure). What counts is the end that faces the direction: the low end
-- where more is better, the high end where less is better; a number without comparator stands for itself. The left is
-- harder when its end asks for more, at equal ends when it excludes the number; identical targets are the same
-- whatever the direction. Plain counts and sums of money compare between years of one agency, not between agencies of
-- different size. Agencies are compared within a year and topic, an agency with itself in the next year it published;
-- each agency with at most the two that follow it among those with the measure (the rest follows by transitivity),
-- so that the work grows with the agencies and not with their square.
-- grain: one row per pair of targets of the same measure
with promised as (
    select
        i.indicator_id,
        i.project_id,
        i.dimension,
        i.indicator_name,
        regexp_replace(i.indicator_name, '[\s　]+', '', 'g') as name_plain
    from core.fact_indicator as i
    inner join marts.mart_project as p on i.project_id = p.project_id
    where
        p.is_counted
        and not i.declared_none
        and i.dimension is not null
        and p.agency_id is not null
        and p.fiscal_year is not null
        and p.topic_code is not null
),

-- Of several keywords in a name the first by this order decides.
keyword as (
    select
        measure_code,
        name_zh as measure_name,
        dimension,
        keyword,
        direction,
        row_number() over (
            order by priority asc, length(keyword) desc, measure_code asc, keyword asc
        ) as keyword_no
    from core.ref_measure
),

chosen as (
    select
        n.indicator_id,
        min(k.keyword_no) as keyword_no
    from promised as n
    inner join keyword as k
        on contains(n.name_plain, k.keyword) and (k.dimension is null or n.dimension = k.dimension)
    group by n.indicator_id
),

ready as (
    select
        t.target_id,
        t.target_printed,
        t.kind,
        t.comparator,
        t.scale,
        t.grade,
        t.uncertain,
        n.indicator_name,
        n.name_plain,
        n.dimension,
        p.agency_id,
        p.agency_name,
        p.district_name,
        p.fiscal_year,
        p.topic_code,
        p.topic_name,
        k.measure_code,
        k.measure_name,
        k.direction,
        coalesce(t.canonical_unit, '') || case
            when array_to_string(t.per, '/') <> '' then '/' || array_to_string(list_sort(t.per), '/') else ''
        end as unit,
        case k.direction
            when 'higher' then t.canonical_low
            when 'lower' then t.canonical_high
        end as bound,
        case k.direction
            when 'higher' then t.low_open
            when 'lower' then t.high_open
            else false
        end as is_open,
        concat_ws(
            '|', t.kind, t.comparator, cast(t.canonical_low as varchar), cast(t.canonical_high as varchar),
            cast(t.low_open as varchar), cast(t.high_open as varchar), t.canonical_unit,
            array_to_string(list_sort(t.per), '/'), t.date_from, t.date_to, t.scale, cast(t.grade as varchar)
        ) as meaning
    from chosen as c
    inner join keyword as k on c.keyword_no = k.keyword_no
    inner join promised as n on c.indicator_id = n.indicator_id
    inner join core.fact_target as t on n.indicator_id = t.indicator_id
    inner join marts.mart_project as p on n.project_id = p.project_id
),

ranked as (
    select
        target_id,
        measure_code,
        topic_code,
        dimension,
        agency_id,
        fiscal_year,
        name_plain,
        dense_rank() over (
            partition by measure_code, topic_code, dimension, fiscal_year
            order by agency_id asc
        ) as agency_rank,
        dense_rank() over (
            partition by measure_code, topic_code, dimension, agency_id
            order by fiscal_year asc
        ) as year_rank
    from ready
),

following as (
    select
        target_id,
        measure_code,
        topic_code,
        dimension,
        fiscal_year,
        unnest([agency_rank + 1, agency_rank + 2]) as next_agency_rank
    from ranked
),

pair as (
    select
        'agencies' as compares,
        l.target_id as left_target_id,
        r.target_id as right_target_id
    from following as l
    inner join ranked as r
        on
            l.measure_code = r.measure_code
            and l.topic_code = r.topic_code
            and l.dimension = r.dimension
            and l.fiscal_year = r.fiscal_year
            and l.next_agency_rank = r.agency_rank
    union all
    select
        'years' as compares,
        l.target_id as left_target_id,
        r.target_id as right_target_id
    from ranked as l
    inner join ranked as r
        on
            l.measure_code = r.measure_code
            and l.topic_code = r.topic_code
            and l.dimension = r.dimension
            and l.agency_id = r.agency_id
            and l.name_plain = r.name_plain
            and l.year_rank + 1 = r.year_rank
),

side_by_side as (
    select
        p.compares,
        l.measure_code,
        l.measure_name,
        l.topic_code,
        l.topic_name,
        l.dimension,
        case when l.direction = r.direction then l.direction else 'unknown' end as direction,
        l.target_id as left_target_id,
        l.agency_id as left_agency_id,
        l.agency_name as left_agency_name,
        l.district_name as left_district_name,
        l.fiscal_year as left_fiscal_year,
        l.indicator_name as left_indicator_name,
        l.target_printed as left_target_printed,
        l.kind as left_kind,
        l.comparator as left_comparator,
        l.unit as left_unit,
        l.bound as left_bound,
        l.is_open as left_open,
        l.meaning as left_meaning,
        l.scale as left_scale,
        l.grade as left_grade,
        r.target_id as right_target_id,
        r.agency_id as right_agency_id,
        r.agency_name as right_agency_name,
        r.district_name as right_district_name,
        r.fiscal_year as right_fiscal_year,
        r.indicator_name as right_indicator_name,
        r.target_printed as right_target_printed,
        r.kind as right_kind,
        r.comparator as right_comparator,
        r.unit as right_unit,
        r.bound as right_bound,
        r.is_open as right_open,
        r.meaning as right_meaning,
        r.scale as right_scale,
        r.grade as right_grade,
        case
            when l.kind in ('blank', 'unreadable') or r.kind in ('blank', 'unreadable') then '有一边空白或读不出'
            when l.uncertain or r.uncertain then '有一边原文可能受损'
            when l.kind = 'qualitative' and r.kind = 'qualitative' and l.scale is not null and l.scale = r.scale
                then null
            when l.kind = 'qualitative' and r.kind = 'qualitative' then '都是定性的话，没有共同的尺度'
            when l.kind = 'qualitative' or r.kind = 'qualitative' then '一边是定性的话，一边是数'
            when l.kind = 'date' or r.kind = 'date'
                then case when l.meaning = r.meaning then null else '日期或月份不能按高低比' end
            when l.unit <> r.unit
                then
                    '单位不同（' || coalesce(nullif(l.unit, ''), '无') || ' 与 '
                    || coalesce(nullif(r.unit, ''), '无') || '）'
            when p.compares = 'agencies' and l.kind in ('count', 'money')
                then '数量与总额随单位大小而变，不能直接比'
            when l.meaning = r.meaning then null
            when l.direction = 'unknown' or l.direction <> r.direction then '不知越高越好还是越低越好'
            when l.bound is null or r.bound is null then '有一边只印了另一头的界限'
        end as obstacle
    from pair as p
    inner join ready as l on p.left_target_id = l.target_id
    inner join ready as r on p.right_target_id = r.target_id
),

related as (
    select
        s.*,
        case
            when s.obstacle is not null then 'not_comparable'
            when s.left_meaning = s.right_meaning then 'same'
            when s.left_kind = 'qualitative' and s.left_grade > s.right_grade then 'harder'
            when s.left_kind = 'qualitative' and s.left_grade < s.right_grade then 'easier'
            when s.left_kind = 'qualitative' then 'same'
            when s.direction = 'higher' and s.left_bound > s.right_bound then 'harder'
            when s.direction = 'higher' and s.left_bound < s.right_bound then 'easier'
            when s.direction = 'lower' and s.left_bound < s.right_bound then 'harder'
            when s.direction = 'lower' and s.left_bound > s.right_bound then 'easier'
            when s.left_open and not s.right_open then 'harder'
            when s.right_open and not s.left_open then 'easier'
            else 'same'
        end as relation
    from side_by_side as s
)

select
    'target_comparison/' || compares || '/' || left_target_id || '/' || right_target_id as row_id,
    measure_code,
    measure_name,
    topic_code,
    topic_name,
    dimension,
    direction,
    compares,
    left_target_id,
    left_agency_id,
    left_agency_name,
    left_district_name,
    left_fiscal_year,
    left_indicator_name,
    left_target_printed,
    left_bound,
    right_target_id,
    right_agency_id,
    right_agency_name,
    right_district_name,
    right_fiscal_year,
    right_indicator_name,
    right_target_printed,
    right_bound,
    case when left_unit = right_unit then nullif(left_unit, '') end as unit,
    relation,
    relation <> 'not_comparable' as is_comparable,
    obstacle as reason,
    case
        when relation = 'not_comparable' then null
        when left_comparator = 'unstated' and right_comparator = 'unstated' then '两边都没有印比较符，按数本身比'
        when left_comparator = 'unstated' then '左边没有印比较符，按数本身比'
        when right_comparator = 'unstated' then '右边没有印比较符，按数本身比'
    end as note
from related
