"""What `make bench` measures: the search, and how fast sites are built, ours and those of other generators."""
