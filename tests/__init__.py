"""The tests; they mirror the apps. `project/` holds the house rules, `e2e/` runs in a real browser."""
