"""Concordances: each occurrence of a word, a phrase or a name in the line around it."""
