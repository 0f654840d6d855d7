"""Downloads, cut from the finished site: one format a file, each a pure function of records and pages."""
