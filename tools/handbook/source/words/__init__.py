"""Words whose meaning the product guards: standings, units, numbers of patients."""
