"""Links: how one is written so that it reads back as meant, the hyperlink bank, and what pasting makes."""
