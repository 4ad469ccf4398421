"""Performance target tables (项目支出绩效目标表) from raw attachments to a published DuckDB warehouse."""
