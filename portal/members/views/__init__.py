"""What people see of themselves, their organisations and groups; the rules stand elsewhere."""
