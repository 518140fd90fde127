"""Full-text search in a site without a server.

:class:`~editio.publish.search.index.Search` is what a build knows of it. Its one implementation
makes data files for ``assets/search/``; docs/explanation/search.md says how and why.
"""
