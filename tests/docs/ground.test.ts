import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { linesWith } from '../support/sources'
import { code, sectionsOf, tablesOf } from './markdown'

const document = readFileSync('docs/GROUND.md', 'utf8')
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { version: string }>
}

/** The rows of the table under a heading: part, version, what it does, what we do, test. */
function rowsOf(heading: string): string[][] {
  const section = sectionsOf(document).find(({ title }) => title === heading)
  return tablesOf(section?.text ?? '')[0] ?? []
}

describe('GROUND.md', () => {
  it.each(rowsOf('Packages'))('has looked at %s in the version of the lock file, %s', (part, version) => {
    expect(packages[`node_modules/${code(part)}`]?.version).toBe(version)
  })

  it('has looked at the compiler of DevTools in the version that tests install', () => {
    const [, version] = /miniprogram-ci@(\S+)/.exec(readFileSync('.ci/run', 'utf8')) ?? []
    const row = rowsOf('Programs and services').find(([part]) => part === 'compiler of WeChat DevTools')
    expect(row?.[1]).toBe(`\`miniprogram-ci\` ${version}`)
  })

  it('has looked at the stand-in for MongoDB in the version that tests install', () => {
    const pom = readFileSync('scripts/services/pom.xml', 'utf8')
    const row = rowsOf('Programs and services').find(([part]) => part === 'mongo-java-server')
    expect(pom).toContain(`<version>${row?.[1]}</version>`)
  })

  it('names a test for each row', () => {
    const rows = [...rowsOf('Packages'), ...rowsOf('Programs and services')]
    for (const [, , , , test] of rows) expect(test).toMatch(/`tests\/\S+\.ts`/)
  })
})

describe('what the parts do otherwise than one would guess', () => {
  it('reaches nobody by ioredis: no transaction is asked for outside a script', () => {
    expect(linesWith(/\.multi\(/, 'server')).toEqual([])
  })

  it('reaches nobody by jsencrypt: texts are never handed to its own padding', () => {
    expect(linesWith(/encryptOAEP/, 'miniprogram/sealing')).toEqual([])
  })

  it('reaches nobody by the compiler of DevTools: the mini-program has no BigInt and no decorator', () => {
    expect(linesWith(/\bBigInt\b|\b\d+n\b|^\s*@\w+/, 'miniprogram')).toEqual([])
  })

  it('reaches nobody by it either with parameter properties, which TypeScript refuses', () => {
    expect(readFileSync('tsconfig.base.json', 'utf8')).toContain('"erasableSyntaxOnly": true')
  })
})
