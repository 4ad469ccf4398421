"""Dagster only: thin assets, checks, jobs, the schedule and the sensor."""
