#!/usr/bin/env bash
# dependency-cruiser finds nothing wrong when it cannot read TypeScript: with a compiler that has no JavaScript API it
# skips every .ts file, reports no violation and exits with 0. With one that has the API the same rule fails.
# Consequence: docs/adr/0009-two-compilers-one-language.md; tools/check-imports.mjs compares what was read.
set -euo pipefail
CRUISER=17.4.0 NATIVE=7.0.2 CLASSIC=6.0.3

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json
mkdir src
echo 'export const a = 1;' > src/a.ts
echo 'import { a } from "./a"; console.log(a);' > src/b.ts
cat > rules.cjs <<'RULES'
module.exports = {
  forbidden: [{ name: "nobody-imports-a", severity: "error", from: {}, to: { path: "a[.]ts$" } }],
  options: {},
};
RULES

run() { # compiler
  npm install --silent --no-audit --no-fund --save-exact "dependency-cruiser@$CRUISER" "typescript@$1"
  rc=0
  output=$(npx --no-install depcruise --config rules.cjs src 2>&1) || rc=$?
  output="exit $rc: $(grep -E 'violation|cruised' <<< "$output" | tail -1)"
}
expect() { # what, pattern
  echo "  $output"
  [[ $output =~ $2 ]] || { echo "CHANGED: $1 no longer does this (expected $2)"; exit 1; }
}

echo "dependency-cruiser $CRUISER with typescript $NATIVE (native, no JavaScript API):"
run "$NATIVE"
expect "the native compiler" '^exit 0: .*no dependency violations found [(]0 modules'
echo "dependency-cruiser $CRUISER with typescript $CLASSIC:"
run "$CLASSIC"
expect "the classic compiler" '^exit [1-9][0-9]*: .*1 dependency violations? '
echo "as seen: without the compiler's API nothing is read, and nothing is reported"
