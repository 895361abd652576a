"""The benchmarks behind `make bench` (performance.md): every figure beside an empty Wagtail project in the same run."""
