"""The words all stages share: cells and their places, codes, records, tables. Knows nothing of the stages."""
