#!/bin/sh
# Uploads build/ to a web server elsewhere, so that no page there names a file that has not arrived yet.
#
#   upload-by-rsync.sh /srv/forthright/site/build www@www.example.org:/srv/www/
#   PRUNE=yes upload-by-rsync.sh …     also takes away old style sheets and parts of the search; once a week will do
set -eu

from=${1:?the folder build/}
to=${2:?where to, such as www@www.example.org:/srv/www/}
[ -f "$from/index.html" ] || { echo "$from holds no index.html. Name the folder that portal build publishes to." >&2; exit 1; }

# First what pages name: styles, pictures, the parts of the search. Their old versions stay, for pages still open.
rsync -rt --exclude='*.html' --exclude='*.json' --exclude='*.xml' "$from/" "$to"
# Then pages and lists, put in place together at the end.
rsync -rt --delay-updates "$from/" "$to"
# Last what is published no longer.
if [ "${PRUNE:-}" = yes ]; then
    rsync -rt --delete "$from/" "$to"
else
    rsync -rt --delete --exclude=/static/ --exclude=/pagefind/ "$from/" "$to"
fi
