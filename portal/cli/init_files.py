"""What `portal init` lays beside the content: what git leaves out, what each folder is, what holds mistakes off."""

GITIGNORE = """\
# Made by the portal: the published site, and its state with the database and the secret.
/build/
/.build.staging/
/var/
"""

README = """\
# Our portal

What our customers can rely on, what we have chosen not to fix, and who answers when something goes wrong.

| | |
|---|---|
| `content/site.yml` | who we are, our hours, and where to turn when all else fails |
| `content/public/` | every page that customers read: promises, limitations, topics, policies |
| `content/desk/` | what only the team sees: people, shifts, scripts, guides. Never published |
| `portal.toml` | settings; each is described there |
| `templates/`, `static/` | make these folders to replace a template or a style by one of your own |
| `build/`, `var/` | the published site; reports and state. Back up `var/` |

    portal check    # every problem in the content, with its line and what to do
    portal serve    # see the pages while you write
    portal build    # publish: what is written is promised from now on
    portal run      # serve the site, the form and the desk

## Kept with git

`portal check` runs before each commit once you have said this in your copy:

    git config core.hooksPath .githooks

It runs again for each push where GitHub holds the repository (`.github/workflows/pages.yml`), says what a change makes
weaker or stronger, and keeps the built site as a file to fetch.

Programs for writing that know JSON Schema can say a field's meaning while you type it: `portal schemas`.
"""

PRE_COMMIT = """\
#!/bin/sh
# Holds a commit back while the content has a problem. It looks at the files as they lie there.
exec portal check
"""

WORKFLOW = """\
name: pages
on: [push, pull_request]
permissions: {contents: read}
jobs:
  pages:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
      - uses: actions/setup-python@v5
        with: {python-version: "3.11"}
      - run: pip install forthright-portal
      - run: portal check
      - name: What the change makes weaker or stronger
        if: github.event_name == 'pull_request'
        run: portal diff "origin/$GITHUB_BASE_REF"
      - run: portal build --no-search
      - uses: actions/upload-artifact@v4
        with: {name: site, path: build}
"""

FILES = {
    ".gitignore": GITIGNORE,
    "README.md": README,
    ".githooks/pre-commit": PRE_COMMIT,
    ".github/workflows/pages.yml": WORKFLOW,
}
EXECUTABLE = frozenset({".githooks/pre-commit"})
