"""Official sheets: the HTML that a page shows, and the PDF that is made of that same HTML.

A sheet is written once, as a template. `tree.read` turns its HTML into plain data, `pdf.make` hands that
data to typst. What people typed reaches typst as strings in JSON and is never read as its markup.
"""
