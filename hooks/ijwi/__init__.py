"""The library behind the centre: it knows pages and records, not MkDocs.

`hooks/centre.py` is the only module that MkDocs calls; everything here can be
used, tested and read without it. The words (work, edition, part, finding …)
are explained in the README.
"""
