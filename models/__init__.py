"""What a rota is made of: frozen pydantic models that know no solver, no file format and no command line."""

DISTRIBUTION = "jru-roster"  # roster/__init__.py looks for this, so that another package of the same name is noticed
