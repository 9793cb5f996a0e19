"""The verdict of a rota after each change, the same as that of a full check, found by looking at what changed."""

from roster.desk.live.live_rota import LiveRota

__all__ = ["LiveRota"]
