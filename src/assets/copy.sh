#!/usr/bin/env bash
# Copies what the pages use out of the pinned npm packages. With --check: fails if what is committed differs.
set -euo pipefail
cd "$(dirname "$0")/../.."
resources=src/main/resources
out="$PWD/target/assets"
rm -rf "$out"
[ -d src/assets/node_modules ] || (cd src/assets && npm ci --no-audit --no-fund)

# take <package> <file in it> <where it goes> <its licence>
take() {
  mkdir -p "$out/$(dirname "$3")"
  cp "src/assets/node_modules/$1/$2" "$out/$3"
  cp "src/assets/node_modules/$1/$4" "$out/$3.LICENSE"
  version=$(sed -n 's/.*"version": "\(.*\)".*/\1/p' "src/assets/node_modules/$1/package.json" | head -n 1)
  echo "$3 $1 $version $2" >> "$out/static/vendor/VERSIONS"
}

mkdir -p "$out/static/vendor"
take @fkui/design lib/fkui.min.css static/vendor/fkui.min.css LICENSE.md
take htmx.org dist/htmx.min.js static/vendor/htmx.min.js LICENSE
take @fontsource-variable/source-sans-3 files/source-sans-3-latin-wght-normal.woff2 static/vendor/source-sans-3.woff2 LICENSE
take @svg-maps/sweden sweden.svg web/sweden.svg LICENSE.md
take @expo-google-fonts/source-sans-3 400Regular/SourceSans3_400Regular.ttf web/SourceSans3_400Regular.ttf LICENSE_FONT
take @expo-google-fonts/source-sans-3 700Bold/SourceSans3_700Bold.ttf web/SourceSans3_700Bold.ttf LICENSE_FONT

if [ "${1:-}" = --check ]; then
  (cd "$out" && find . -type f) | while read -r file; do cmp "$out/$file" "$resources/$file"; done
  echo "The committed stylesheet, script, fonts and map agree with their packages"
else
  cp -r "$out/." "$resources/"
fi
