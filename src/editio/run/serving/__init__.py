"""``editio serve``: the site on this computer, built again and shown again when a file changes."""
