"""WHAT THE WORDS SAY: counting, time, spelling, the check, links and the bank."""
