"""The only importer of saxonche: hardened processors, compiled stylesheets, their messages."""
