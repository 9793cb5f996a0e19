"""Commands about rules: the catalogue, the schema, trust in rule files."""
