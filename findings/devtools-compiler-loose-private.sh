#!/usr/bin/env bash
# miniprogram-ci 2.1.42, the compiler of WeChat DevTools, with "useCompilerPlugins": ["typescript"], "es6" and "enhance".
#
# Private members (`#x`) are lowered in Babel's loose way, not with WeakMaps as the language's rules ask for:
# - each becomes an ordinary property of the object, under a name such as `__private_0_secret`, which
#   Object.getOwnPropertyNames shows: it is not private to anybody who looks;
# - a private method is defined anew on every instance, instead of once on the prototype.
# The same class with TypeScript's `private` compiles to plain properties and prototype methods, and to less code.
# TypeScript's own compiler and esbuild lower `#x` to WeakMaps, so tests that run their output see another program.
#
# Output seen:
#   own names of an instance: __private_1_double, __private_0_secret
#   bytes with #: 614, with private: 381
#
# What it means for us: members of miniprogram/ are `private` by type alone (CONTRIBUTING.md), held by tests/docs/dialect.test.ts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts miniprogram-ci@2.1.42 >/dev/null
mkdir -p app/miniprogram/pages/home
cat > app/project.config.json <<'JSON'
{ "appid": "wx0000000000000000", "compileType": "miniprogram", "miniprogramRoot": "miniprogram/",
  "setting": { "useCompilerPlugins": ["typescript"], "es6": true, "enhance": true, "minified": true } }
JSON
echo '{ "pages": ["pages/home/home"] }' > app/miniprogram/app.json
echo 'App({})' > app/miniprogram/app.ts
echo '<view />' > app/miniprogram/pages/home/home.wxml
echo '{}' > app/miniprogram/pages/home/home.json
cat > app/miniprogram/pages/home/home.ts <<'TS'
import { Box as One } from '../../hash'
import { Box as Two } from '../../typed'
Page({ data: { sum: new One(1).twice() + new Two(2).twice() } })
TS
cat > app/miniprogram/hash.ts <<'TS'
export class Box {
  #secret: number
  constructor(secret: number) { this.#secret = secret }
  #double(): number { return this.#secret * 2 }
  twice(): number { return this.#double() }
}
TS
cat > app/miniprogram/typed.ts <<'TS'
export class Box {
  private secret: number
  constructor(secret: number) { this.secret = secret }
  private double(): number { return this.secret * 2 }
  twice(): number { return this.double() }
}
TS
cat > compile.cjs <<'JS'
const ci = require('miniprogram-ci')
const { join } = require('node:path')
const project = new ci.Project({ appid: 'wx0000000000000000', type: 'miniProgram', projectPath: join(__dirname, 'app'), privateKey: 'none' })
// Limits come from WeChat's server: these are the compiler's own.
project.attr = async () => require('miniprogram-ci/dist/config/config.js').DefaultProjectAttr
const options = { project, version: '1.0.0', desc: '', setting: { useProjectConfig: true }, onProgressUpdate() {} }
ci.getCompiledResult(options, join(__dirname, 'out.zip')).then(() => process.exit(0), (error) => { console.error(error.message); process.exit(1) })
JS
node compile.cjs >/dev/null
mkdir out && (cd out && python3 -m zipfile -e ../out.zip .)
cat > look.cjs <<'JS'
const { readFileSync } = require('node:fs')
const { Box } = require('./out/hash.js')
const names = Object.getOwnPropertyNames(new Box(1))
const [hash, typed] = ['hash', 'typed'].map((name) => readFileSync(`./out/${name}.js`).length)
console.log(`own names of an instance: ${names.join(', ')}`)
console.log(`bytes with #: ${hash}, with private: ${typed}`)
const isLoose = names.some((name) => /secret/.test(name)) && names.some((name) => /double/.test(name)) && hash > typed
process.exit(isLoose ? 0 : 1)
JS
node look.cjs || { echo 'the behaviour has changed'; exit 1; }
