"""The generated blocks of documents: each module writes one kind, from the code that it describes."""
