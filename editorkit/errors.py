"""What editorkit raises.

EditorkitError            anything that stops a job; the message says what, where, why and what to do
├── UnreadableError       a file or stream cannot be read, or is larger than allowed
├── UsageError            an argument, option or name that does not exist or does not fit
│   ├── ConfigurationError   a configuration file says something it may not say
│   ├── CaptionError         a caption file holds something that is no caption
│   ├── MediaError           a media file, or a fact about one, is missing
│   ├── DataError            a spec file, a row of data or a value in one does not fit
│   ├── GitError             git is not there, or says no
│   └── InvalidTimeline      a timeline in the making cannot be what its program says (editorkit.building)
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


class CaptionError(UsageError):
    """A caption file holds something that is no caption; the message says at which line."""


class MediaError(UsageError):
    """A media file cannot be probed, or a fact about it is missing and must be stated."""


class DataError(UsageError):
    """A spec file, a row of data or a value in one does not fit; the message says file, line and field."""


class GitError(UsageError):
    """Git is not there, or cannot do what it is asked for; the message has its own words."""


class CapabilityError(EditorkitError):
    """A capability payload cannot be understood."""


class RuleCrash(EditorkitError):  # noqa: N818 -- a crash is what it is; every other child is an Error
    """A rule raised an exception. It is a defect of editorkit, and the message names the rule."""
