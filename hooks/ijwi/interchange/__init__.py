"""The catalogue in the formats of other machines: one format a file, each a pure function of records."""
