#!/bin/sh
# Uploads build/ to a bucket that speaks S3, so that no page there names a file that has not arrived yet.
#
#   upload-to-bucket.sh /srv/forthright/site/build s3://www.example.org
#   PRUNE=yes upload-to-bucket.sh …    also takes away old style sheets and parts of the search; once a week will do
#
# It needs the AWS command line and its credentials; for a store of somebody else set AWS_ENDPOINT_URL.
set -eu

from=${1:?the folder build/}
to=${2:?where to, such as s3://www.example.org}
[ -f "$from/index.html" ] || { echo "$from holds no index.html. Name the folder that portal build publishes to." >&2; exit 1; }

for_ever='public, max-age=31536000, immutable'
asked_again=no-cache

sync() {
    aws s3 sync "$from" "$to" --no-progress --only-show-errors "$@"
}

# files ENDING MEDIA-TYPE: those below static/ may be kept for ever, all others are asked for again each time.
files() {
    sync --exclude '*' --include "static/*.$1" --content-type "$2" --cache-control "$for_ever"
    sync --exclude '*' --include "*.$1" --exclude 'static/*' --content-type "$2" --cache-control "$asked_again"
}

# First what pages name: styles, pictures, the parts of the search. Their old versions stay, for pages still open.
files css 'text/css; charset=utf-8'
files js 'text/javascript; charset=utf-8'
files svg 'image/svg+xml'
sync --exclude '*.html' --exclude '*.json' --exclude '*.xml' --exclude '*.txt' --exclude '*.csv' --exclude '*.ics' \
    --exclude '*.css' --exclude '*.js' --exclude '*.svg' --exclude 'static/*' --cache-control "$asked_again"
sync --exclude '*' --include 'static/*' --exclude '*.css' --exclude '*.js' --exclude '*.svg' --cache-control "$for_ever"
# Then data and lists, then pages.
files json 'application/json'
files txt 'text/plain; charset=utf-8'
files csv 'text/csv; charset=utf-8'
files ics 'text/calendar; charset=utf-8'
files html 'text/html; charset=utf-8'
files xml 'application/xml; charset=utf-8'
# Last what is published no longer.
if [ "${PRUNE:-}" = yes ]; then
    sync --delete
else
    sync --delete --exclude 'static/*' --exclude 'pagefind/*'
fi
