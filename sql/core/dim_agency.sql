-- Spending units as printed, merged by name without blanks and without a leading code, each with the place it serves.
-- A street or town is found by its name inside the unit's; a county only where the unit is no street, town or village,
-- because a county's people are no denominator for a street's money. Else it is the street that
-- its documents are registered for.
-- Where a document does not belong to one county, the county named on the form is taken.
-- grain: one row per spending unit
with printed as (
    select
        coalesce(d.district_code, p.district_code) as district_code,
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

named as (
    select
        coalesce(district_code, '') || ':' || agency_name as agency_id,
        agency_name,
        district_code,
        case
            when count(distinct document_place_code) = 1 then min(document_place_code)
        end as document_place_code
    from printed
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
