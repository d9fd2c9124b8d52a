#!/usr/bin/env bash
# Compiles the FSH sources into profiles/generated. With --check: fails if what is committed differs.
set -euo pipefail
cd "$(dirname "$0")/.."
home="$PWD/target/guide"
out="$home/generated"
rm -rf "$home/fsh" "$out"
core="$home/.fhir/packages/hl7.fhir.r4.core#4.0.1/package"
[ -d profiles/node_modules ] || (cd profiles && npm ci --no-audit --no-fund)
[ -f target/test-classes/se/vardformedling/profiles/GuideBuild.class ] || mvn -q -B test-compile
mvn -q -B dependency:build-classpath -Dmdep.outputFile=target/guide-classpath -Dmdep.includeScope=test >/dev/null
run() { java -cp "target/test-classes:target/classes:$(cat target/guide-classpath)" se.vardformedling.profiles.GuideBuild "$@"; }
[ -f "$core/package.json" ] || run package "$core"
HOME="$home" profiles/node_modules/.bin/sushi build profiles -o "$home/fsh" --log-level warn
run snapshots "$home/fsh/fsh-generated/resources" "$out"
if [ "${1:-}" = --check ]; then
  diff -r profiles/generated "$out" && echo "profiles/generated agrees with its FSH sources"
else
  rm -rf profiles/generated && cp -r "$out" profiles/generated
fi
