"""The environment variables of `insights`, for the reference and the man page."""

VARIABLES: tuple[tuple[str, str], ...] = (
    ("INSIGHTS_TOKEN", "The API token; after --token-file, before what is stored."),
    ("SPOTIFY_BACKSTAGE_API_TOKEN", "The same, as the plugin's own configuration usually names it."),
    ("INSIGHTS_TOKEN_FILE", "A file with the API token."),
    ("INSIGHTS_PROFILE", "Which stored token; without it the one called default."),
    ("INSIGHTS_UPSTREAM_URL", "Where serve forwards to and token test asks."),
    ("INSIGHTS_SPOOL", "Where events wait."),
    ("INSIGHTS_CATALOG", "The address of a live catalog."),
    ("INSIGHTS_CATALOG_TOKEN", "The token for it."),
    ("INSIGHTS_PSEUDONYM_KEY", "The key of the pseudonyms, as text."),
    ("INSIGHTS_PSEUDONYM_KEY_FILE", "A file with the key of the pseudonyms; it is made on first use."),
    ("INSIGHTS_ACCEPT_PROSE", "Paths, split by commas, whose free text may leave once it is searched."),
    ("INSIGHTS_INSPECTOR_KEY", "The key of a running server's inspector, for events wait and export."),
    ("INSIGHTS_NO_INPUT", "Never ask, as if standard input were no terminal."),
    ("NO_COLOR, FORCE_COLOR", "No colour, or colour where the output is no terminal."),
    ("XDG_CONFIG_HOME, XDG_STATE_HOME", "Where our own folders are, in place of ~/.config and ~/.local/state."),
)
"""Names and what they are for, the most used first."""

FILES: tuple[tuple[str, str], ...] = (
    ("~/.config/insights", "Profiles, the file store of tokens, and the key of the pseudonyms."),
    ("~/.local/state/insights", "The spool, crash reports, and what the last doctor said."),
)
"""Our own folders and what is in them; `insights doctor --paths` prints where they are here."""
