"""The participation part of the annual report: the figures of a year in sentences and tables, as Word or as a page."""
