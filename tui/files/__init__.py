"""A POST ON DISK: bytes to Post and back, nothing lost."""
