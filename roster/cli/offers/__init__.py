"""Commands that collect what people offer: ask, offers."""
