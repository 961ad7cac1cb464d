#!/usr/bin/env bash
# Writes a generation for the upgrade test: write.sh PROGRAM NUMBER. Needs root.
set -euo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
generation=$here/$2
work=$(mktemp -d)
cluster=$work/cluster
export PATH=$PATH:$(echo /usr/lib/postgresql/*/bin | tr ' ' :) TZ=UTC
as_nobody() { setpriv --reuid nobody --regid nogroup --clear-groups -- "$@"; }
trap 'as_nobody pg_ctl -D "$cluster/data" -m immediate stop > /dev/null; rm -rf "$work"' EXIT

chmod 755 "$work"
install -d -o nobody "$cluster"
cd "$cluster"
as_nobody initdb -D "$cluster/data" -U postgres -A trust -E UTF8 --locale=C > "$work/log"
as_nobody pg_ctl -D "$cluster/data" -w -l "$cluster/log" -o "-c listen_addresses='' -k $cluster" start > "$work/log"

# In a network of its own, so that the ports that the content names are free.
in_a_network() { unshare -n bash -c 'busybox ifconfig lo up && exec "$@"' bash "$@"; }
in_a_network python3 -B "$here/write.py" "$program" "$work/sqlite"
in_a_network python3 -B "$here/write.py" "$program" "$work/postgres" "postgresql:///postgres?host=$cluster&user=postgres"

mkdir -p "$generation"
for engine in sqlite postgres; do
    cd "$work/$engine"
    rm log
    # SQLite makes the index of its log anew.
    find . -name '*-shm' -delete
    tar --owner=0 --group=0 --sort=name -c -- * | xz -9e > "$generation/$engine.tar.xz"
done
ls -l "$generation"
