#!/bin/sh
# Run once by the image of PostgreSQL, on an empty folder: the owner of the records, and the side of the children.
set -eu
psql --quiet --set ON_ERROR_STOP=1 --set owner="$OWNER_PASSWORD" --set public="$PUBLIC_PASSWORD" \
    --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'END'
CREATE ROLE participation LOGIN PASSWORD :'owner';
CREATE ROLE participation_public LOGIN PASSWORD :'public';
CREATE DATABASE participation OWNER participation;
END
