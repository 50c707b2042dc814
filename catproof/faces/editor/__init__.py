"""The language server: theory files in an editor.

`features` answers what an editor may ask, `server` keeps the state of a session, `names` knows what names stand for,
`worker` decides statements in a process of its own.
"""
