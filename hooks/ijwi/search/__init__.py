"""Search over the full text of one language, from the web and from the disk alike.

Python writes an inverted index in small pieces (`pieces`), overrides/assets/search/ reads
them. Both sides fold letters and cut words by the same tables (`tables`).
"""
