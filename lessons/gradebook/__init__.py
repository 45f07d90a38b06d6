"""Hand-ins and a key -> one database of everybody’s answers and marks; the schema is in schema.sql."""
