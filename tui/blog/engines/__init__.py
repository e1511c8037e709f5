"""The engines: one frozen profile each."""
