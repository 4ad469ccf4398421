-- S-04: labels are printed without blanks inside (满意 度指 标). Read without them; told once for the document.
-- grain: one row per document with broken labels
select
    document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    arg_min(source_cell_id, cell_no) as source_cell_id,
    list(source_cell_id order by cell_no) as source_cell_ids,
    arg_min(text_printed, cell_no) as printed,
    arg_min(regexp_replace(text_printed, '[\s　 ]+', '', 'g'), cell_no) as expected,
    cast(count(*) as varchar) || ' 格' as difference,
    cast(count(*) as varchar) || ' 个标签中间有空格或换行，如「' || arg_min(text_printed, cell_no) || '」。' as message_zh
from staging.source_cell
where
    disposition = 'used'
    and regexp_matches(text_printed, '[一-龥][\s　 ]+[一-龥]')
    and regexp_matches(
        regexp_replace(text_printed, '[\s　 ]+', '', 'g'),
        '^(绩效指标|年度总体目标|年度绩效目标|总体目标|[一二三]级指标|(产出|成本|效益|满意度|项目完成|项目效益)指标|'
        || '(数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|经济成本|社会成本|生态环境成本)指标'
        || '([（(](选填|必填|必填量化)[)）])?|指标值|项目名称|主管部门|实施单位|项目资金([（(]万元[)）])?)$'
    )
group by document_id
