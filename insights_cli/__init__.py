"""Set up, check, preview and operate usage analytics for Backstage Insights."""

__version__ = "0.1.0"
