"""WHAT THE WORDS SAY: how many there are, and which are misspelt."""
