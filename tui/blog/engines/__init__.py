"""The engines: one frozen `Engine` for each."""
