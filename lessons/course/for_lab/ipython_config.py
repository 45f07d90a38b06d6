"""Installed into the environment: every kernel of it says in a sentence what to do where no desk is open."""

from traitlets.config import get_config

get_config().InteractiveShellApp.extensions.append("lessons.desk.plain_errors")
