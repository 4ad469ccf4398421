-- Project forms of the documents that were read; duplicates and withdrawn documents are not in it.
-- A form without a printed spending unit belongs to its department, else to the publisher; agency_basis says which.
-- grain: one row per project form in a document
with form as (
    select
        p.project_id,
        p.document_id,
        coalesce(p.fiscal_year, d.fiscal_year) as fiscal_year,
        coalesce(d.district_code, p.district_code) as district_code,
        case when length(d.place_code) > 6 then d.place_code end as document_place_code,
        p.agency_name,
        p.department_name,
        p.project_name,
        p.project_code,
        p.scope,
        p.topic_code,
        p.nature_printed,
        p.term_printed,
        d.form_type,
        p.source_cell_id,
        d.parser_version,
        case
            when p.agency_name is not null then 'agency'
            when p.department_name is not null then 'department'
            when d.publisher is not null then 'publisher'
        end as agency_basis,
        regexp_replace(
            regexp_replace(coalesce(p.agency_name, p.department_name, d.publisher), '[\s　 ]+', '', 'g'),
            '^[\[【（(]?[0-9]{3,}[\]】）)]?[-_—－]*',
            ''
        ) as agency_name_plain,
        regexp_replace(p.nature_printed, '[\s　 ]+', '', 'g') as nature_plain,
        translate(
            regexp_replace(p.term_printed, '[\s　 ]+', '', 'g'), '０１２３４５６７８９．－—–~～至', '0123456789.------'
        ) as term_plain
    from staging.project as p
    inner join staging.document as d on p.document_id = d.document_id
    where d.state in ('read', 'partly_read')
),

ticked as (
    select
        f.project_id,
        case
            when regexp_matches(f.nature_plain, '[☑√■✓☒✔]')
                then regexp_extract(f.nature_plain, '[☑√■✓☒✔]([^□☐○☑√■✓☒✔]+)', 1)
            else f.nature_plain
        end as nature_ticked,
        try_cast(nullif(regexp_extract(f.term_plain, '^([0-9]{1,2}([.][0-9]+)?)年$', 1), '') as decimal(6, 2)) as years,
        strpos('一二三四五六七八九十', nullif(regexp_extract(f.term_plain, '^([一二三四五六七八九十])年$', 1), '')) as years_in_words,
        try_cast(nullif(regexp_extract(f.term_plain, '^([0-9]{1,3})个月$', 1), '') as decimal(6, 2)) as months,
        try_cast(
            nullif(regexp_extract(f.term_plain, '^((19|20)[0-9]{2})年?-((19|20)[0-9]{2})年?度?$', 1), '') as integer
        ) as first_year,
        try_cast(
            nullif(regexp_extract(f.term_plain, '^((19|20)[0-9]{2})年?-((19|20)[0-9]{2})年?度?$', 3), '') as integer
        ) as last_year
    from form as f
)

select
    f.project_id,
    f.document_id,
    f.fiscal_year,
    f.district_code,
    coalesce(a.place_code, f.document_place_code) as place_code,
    a.agency_id,
    f.agency_basis,
    f.agency_name,
    f.department_name,
    f.project_name,
    f.project_code,
    f.scope,
    f.topic_code,
    f.nature_printed,
    case when f.nature_printed is not null then coalesce(n.project_nature, 'unmapped') end as project_nature,
    f.term_printed,
    cast(
        coalesce(t.years, t.years_in_words, round(t.months / 12, 2), t.last_year - t.first_year + 1) as decimal(6, 2)
    ) as term_years,
    f.form_type,
    f.source_cell_id,
    r.release_id,
    f.parser_version
from form as f
inner join ticked as t on f.project_id = t.project_id
left join core.dim_agency as a on a.agency_id = coalesce(f.district_code, '') || ':' || f.agency_name_plain
left join staging.project_nature as n on t.nature_ticked = n.printed
cross join staging.release as r
