"""Data files as plain tables: CSV, TSV, Parquet, GraphML, node-link JSON, SQLite, WordNet.

What is read is rows of labels with the places they come from; what they mean is said by `elaborate`. Nothing is
dropped or repaired: what is wrong with a file is an error that names the file and the line. Nothing outside of the
folders that may be read is opened.
"""
