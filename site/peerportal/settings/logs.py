"""Structured logs: one line an event, JSON where LOG_FORMAT=json. No values from forms, no person (security.md §4)."""

import re
from typing import Any

import structlog

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
]

# A private link is as good as a key: its last part is 43 letters of chance. The long names of pages have no capitals.
PRIVATE_PART = re.compile(r"(?<=/)(?=[a-z0-9-]*[A-Z_])[A-Za-z0-9_-]{40,}")


def hide_links(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Takes the private part out of every address, whoever wrote the line."""
    return {key: PRIVATE_PART.sub("…", value) if isinstance(value, str) else value for key, value in event.items()}


def logging_config(log_format: str, level: str = "INFO") -> dict[str, Any]:
    """The LOGGING setting. `log_format` is "json" or "console"; anything else reads as "console"."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "portal": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, hide_links, renderer],
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "portal"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "django_structlog": {"level": level},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }
