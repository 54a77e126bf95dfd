#!/usr/bin/env bash
# miniprogram-compiler 0.2.3, which brings `wcc`, WeChat's compiler of WXML (Linux and Windows, x64).
#
# `{{x}}` in a text and in an attribute, where x is null: the program that wcc makes writes the word "null", as a text and as the
# name of a class. Where x is undefined it writes nothing. JavaScript's own template strings write both as words, most template
# languages write neither.
#
# Output seen:
#   wcc: class "a null", text "null|"
#
# What it means for us: no template writes what may be null or undefined, held by tests/client/nullable.test.ts, which also holds
# that the web room, on glass-easel 0.12.1, shows nothing in both cases.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts miniprogram-compiler@0.2.3 >/dev/null
wcc=node_modules/miniprogram-compiler/bin/linux/wcc
# The package forgets that it is a program.
chmod +x "$wcc"
echo '<view class="a {{no}}">{{no}}|{{none}}</view>' > x.wxml
"$wcc" -d -cc 0 -gn '$gwx' -o x.js x.wxml
cat > run.cjs <<'JS'
const { createContext, runInContext } = require('node:vm')
const context = createContext({ window: {}, console })
runInContext(require('node:fs').readFileSync('x.js', 'utf8'), context)
const [view] = runInContext("$gwx('x.wxml')", context)({ no: null, none: undefined }).children
console.log(`wcc: class "${view.attr.class}", text "${view.children.join('')}"`)
JS
found=$(node run.cjs)
echo "$found"
[ "$found" = 'wcc: class "a null", text "null|"' ] || { echo 'wcc does otherwise now'; exit 1; }
