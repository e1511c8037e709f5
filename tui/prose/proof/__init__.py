"""What readers will see that the writer did not mean: findings, each with a place, a reason, maybe a fix."""
