"""The site: assembling the pages and writing a build. The only code that writes into ``build/``."""
