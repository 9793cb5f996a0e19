"""What a sweep tells a board: money and effect, options side by side, and which rotas differ where."""
