"""Plain functions that chain the stages: the refresh, reading one document, asking the release. Knows no Dagster."""
