"""SQLite databases: the schema as tables with foreign keys, and the rows with what they refer to.

The file is opened for reading alone, as one that does not change, and nothing in it is run: triggers, views and the
modules of virtual tables stay untouched. What is in it decides nothing but names and numbers.
"""

from catproof.readers.database.columns import read_columns
from catproof.readers.database.rows import Instance, read_instance
from catproof.readers.database.schema import ForeignKey, Schema, Table, read_schema

__all__ = ["ForeignKey", "Instance", "Schema", "Table", "read_columns", "read_instance", "read_schema"]
