"""A build on all cores: which part of the site is written by which job, and how the parts become the site."""
