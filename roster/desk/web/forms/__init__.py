"""Forms made from the models' own schema: fields with labels, what was typed, and every mistake beside its field."""
