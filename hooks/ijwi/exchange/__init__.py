"""A page as a file that somebody can translate outside Git: cut into segments, handed out, put together again."""
