"""The writer's prose: counted words, active time, goals and footer, spelling, the check, links."""
