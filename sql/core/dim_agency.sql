-- Spending units as printed, merged by name without blanks and without a leading code, each with the place it serves.
-- A street or town is found by its name inside the unit's; a county only where the unit is no street, town or village,
-- because a county's people are no denominator for a street's money. Else it is the street that
-- its documents are registered for.
-- Where a document does not belong to one county, the one county in the unit's own name is taken.
-- grain: one row per spending unit
with printed as (
    select
        d.district_code,
        case when length(d.place_code) > 6 then d.place_code end as document_place_code,
        regexp_replace(
            regexp_replace(coalesce(p.agency_name, p.department_name, d.publisher), '[\s　 ]+', '', 'g'),
            '^[\[【（(]?[0-9]{3,}[\]】）)]?[-_—－]*',
            ''
        ) as agency_name
    from staging.project as p
    inner join staging.document as d on p.document_id = d.document_id
    where d.state in ('read', 'partly_read')
),

without_county as (
    select distinct agency_name
    from printed
    where district_code is null
),

county_in_name as (
    select
        n.agency_name,
        p.district_code,
        rank() over (
            partition by n.agency_name
            order by length(p.name_zh) desc
        ) as choice
    from without_county as n
    inner join staging.place as p on p.place_level = 'county' and contains(n.agency_name, p.name_zh)
),

one_county as (
    select
        agency_name,
        min(district_code) as district_code
    from county_in_name
    where choice = 1
    group by agency_name
    having count(*) = 1
),

located as (
    select
        p.agency_name,
        p.document_place_code,
        coalesce(p.district_code, c.district_code) as district_code
    from printed as p
    left join one_county as c on p.agency_name = c.agency_name
),

named as (
    select
        coalesce(district_code, '') || ':' || agency_name as agency_id,
        agency_name,
        district_code,
        case
            when count(distinct document_place_code) = 1 then min(document_place_code)
        end as document_place_code
    from located
    where agency_name <> ''
    group by agency_name, district_code
),

served as (
    select
        n.agency_id,
        p.place_code,
        row_number() over (
            partition by n.agency_id
            order by length(p.name_zh) desc, p.place_code asc
        ) as choice
    from named as n
    inner join staging.place as p
        on
            n.district_code = p.district_code
            and contains(n.agency_name, p.name_zh)
            and (
                length(p.place_code) > 6
                or not regexp_matches(n.agency_name, '街道|[镇乡]人民政府|[镇乡村]$|社区|居委会|村委会|村民委员会')
            )
)

select
    n.agency_id,
    n.agency_name,
    n.district_code,
    coalesce(s.place_code, n.document_place_code) as place_code
from named as n
left join served as s on n.agency_id = s.agency_id and s.choice = 1
