"""What editorkit raises.

EditorkitError            anything that stops a job; the message says what, where, why and what to do
├── UnreadableError       a file or stream cannot be read, or is larger than allowed
├── UsageError            an argument, option or name that does not exist or does not fit
│   └── ConfigurationError   a configuration file says something it may not say
├── CapabilityError       a capability payload is not one
└── RuleCrash             a rule raised: a defect of ours, named by its rule
"""


class EditorkitError(Exception):
    """The root of everything this package raises on purpose."""


class UnreadableError(EditorkitError):
    """A file or stream cannot be read, or is larger than allowed."""


class UsageError(EditorkitError):
    """An argument, option or name does not exist or does not fit."""


class ConfigurationError(UsageError):
    """A configuration file says something it may not say."""


class CapabilityError(EditorkitError):
    """A capability payload cannot be understood."""


class RuleCrash(EditorkitError):  # noqa: N818 -- a crash is what it is; every other child is an Error
    """A rule raised an exception. It is a defect of editorkit, and the message names the rule."""
