"""Two texts side by side: what differs word by word, and what two writers made of one text."""
