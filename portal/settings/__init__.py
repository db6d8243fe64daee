"""Settings: `base` gathers one short file per concern; `local`, `production` and `test` build on it."""
