"""Texts with markup of their own: Markdown, and what pandoc reads (docx, odt, rtf, HTML …).

Each reader yields the same small tree (:mod:`editio.encode.rich.model`), and one builder makes TEI
of it (:mod:`editio.encode.rich.build`).
"""
