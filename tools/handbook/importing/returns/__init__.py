"""Figures that organisations report: the form that goes out, and what comes back on it.

A form (``forms``) is made for one organisation and one period of a collection of figures, laid out
(``layout``) as rows of cells, and written as CSV or for Excel (``sheets``). A filled one is read
cell by cell (``reading``, ``numbers``) and made into the record of a return (``taking``).
"""
