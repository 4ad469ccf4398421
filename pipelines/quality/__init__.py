"""Rules, suites, the ledger and findings."""
