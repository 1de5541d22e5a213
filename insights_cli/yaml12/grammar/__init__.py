"""The exact grammar: the dialect of npm's `yaml` 2.9, whose steps (lexer, token tree, values) these modules follow.

The design is that of https://github.com/eemeli/yaml (ISC licence, copyright Eemeli Aro), written anew for one
complete text.
"""
