-- Q-01: indicators are written for their project. Told once for a text that stands in several places of a unit's
-- tables. Wording of the template (年度计划完成及时性, 群众满意度), counts of the same fact and amounts are not copied.
-- grain: one row per copied text
with worded as (
    select
        p.document_id,
        coalesce(p.agency_id, p.document_id) as unit_id,
        p.fiscal_year,
        i.project_id,
        i.indicator_id,
        i.source_cell_id,
        i.indicator_name,
        c.cell_no,
        regexp_replace(i.indicator_name, '[\s　 ，,。.、；;：:]+', '', 'g') as bare
    from core.fact_indicator as i
    inner join core.fact_project as p on i.project_id = p.project_id
    inner join staging.source_cell as c on i.source_cell_id = c.source_cell_id
    where
        not i.declared_none
        and i.category in ('output', 'benefit')
        and i.dimension not in ('quantity', 'cost')
        and i.block is null
)

select
    min(document_id) as document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    arg_min(source_cell_id, row(document_id, cell_no)) as source_cell_id,
    list(source_cell_id order by document_id, cell_no) as source_cell_ids,
    min(indicator_name) as printed,
    cast(null as varchar) as expected,
    cast(count(*) as varchar) || ' 处' as difference,
    '「' || min(indicator_name) || '」在 ' || cast(count(distinct project_id) as varchar) || ' 个项目里一字不差地出现 '
    || cast(count(*) as varchar) || ' 次，像是照搬。' as message_zh
from worded
where
    length(bare) >= 7
    and not regexp_matches(
        bare,
        '^(年度|项目|工作|资金|任务|计划|经费|按时|及时|按期|按计划|预算)*(计划|任务|工作|项目|资金|拨付|支付|发放|执行|完成|验收)+'
        || '(的)?(及时|完成|合格|达标|执行|到位|准确|合规|支付)*(性|率|情况|时间|度|程度)$'
    )
group by unit_id, fiscal_year, bare
having count(*) >= 2
