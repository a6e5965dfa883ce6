#!/usr/bin/env bash
# Builds pgvector for Postgres 15 from Debian 13's source package: Debian 12 has Postgres 15 but no pgvector.
# Needs root, postgresql-server-dev-15, gcc and make. The download is checked by apt against Debian's signatures.
set -euo pipefail

postgres_version=15
source_suite=trixie

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/sources" "$work/lists/partial" "$work/build"

# This machine's own Debian mirror with another suite, in a folder of its own: the machine's own lists stay as they are.
suite=$(. /etc/os-release && echo "${VERSION_CODENAME:?this Debian does not name its release}")
mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Identifier: Packages' |
  awk -v suite="$suite" '$1 == suite && $2 == "main" { print $3; exit }')
if [ -z "$mirror" ]; then
  echo "pgvector: no Debian mirror for $suite main is set up in /etc/apt, so its source cannot be fetched" >&2
  exit 1
fi
printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' \
  "$mirror" "$source_suite" /usr/share/keyrings/debian-archive-keyring.gpg >"$work/sources/pgvector.sources"

apt_sources() {
  apt-get -qq -o Dir::Etc::sourceparts="$work/sources" -o Dir::Etc::sourcelist=/dev/null \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Sandbox::User=root -o Acquire::Retries=3 "$@"
}

cd "$work"
apt_sources update
apt_sources source --download-only pgvector
tar -xf pgvector_*.orig.tar.* -C build --strip-components=1
pg_config=/usr/lib/postgresql/$postgres_version/bin/pg_config
# OPTFLAGS: the result may be kept by a machine image and run on another processor than this one.
make -s -C build -j"$(nproc)" OPTFLAGS= with_llvm=no PG_CONFIG="$pg_config"
make -s -C build install with_llvm=no PG_CONFIG="$pg_config"
