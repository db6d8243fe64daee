"""What every app uses and what knows nothing of councils: clock, verdicts, lifecycles, text, forms, pages."""
