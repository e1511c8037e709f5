"""Posts on disk, and what the state folder holds of them: journals, versions, locks, acts, the ledger."""
