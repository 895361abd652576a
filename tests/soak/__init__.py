"""Long runs, only in `make soak`."""
