"""What every page stands on and nothing but pages: headers, errors, templates, forms, languages."""
