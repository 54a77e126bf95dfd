import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { notices } from '../../scripts/notices/document'
import { code, sectionsOf, tablesOf } from './markdown'

const document = readFileSync('THIRD_PARTY_NOTICES.md', 'utf8')
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { version: string; dev?: boolean; dependencies?: Record<string, string> }>
}
const table = sectionsOf(document).find(({ title }) => title === 'Packages')?.text ?? ''
const named = new Map(tablesOf(table)[0]?.map(([name, version]) => [`${code(name)} ${version}`, code(name)]))

/** Packages that a folder of sources takes code of; types leave nothing behind. */
function importedIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((name) => name.endsWith('.ts') && !/^(miniprogram_npm|iview)/.test(name))
  const texts = sources.map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  const imports = texts.flatMap((text) => [
    ...text.matchAll(/^import (?!type).*from '([^'.#][^']*)'|\bimport\('([^'.#][^']*)'\)/gm),
  ])
  return imports.map(([, first, second]) => packageOf(first ?? second ?? ''))
}

function packageOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')
}

describe('THIRD_PARTY_NOTICES.md', () => {
  it('is what `npm run notices` prints', () => {
    expect(document).toBe(notices())
  })

  it('names every package of production that the lock file has, in that version', () => {
    const production = Object.entries(packages).filter(([folder, { dev }]) => folder !== '' && !dev)
    const wanted = production.map(
      ([folder, { version }]) => `${folder.replace(/.*node_modules\//, '')} ${version}`,
    )
    expect([...named.keys()]).toEqual(expect.arrayContaining(wanted))
  })

  it.each(['web/runtime', 'miniprogram'])('names every package that is bundled from %s', (folder) => {
    const bundled = importedIn(folder)
    expect(bundled.length).toBeGreaterThan(0)
    expect([...named.values()]).toEqual(expect.arrayContaining(bundled))
    const theirs = bundled.flatMap((name) =>
      Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {}),
    )
    expect([...named.values()]).toEqual(expect.arrayContaining(theirs))
  })

  it('gives the terms of everything under the LGPL, and says where its source is', () => {
    const [own = ''] = sectionsOf(document).flatMap(({ title, text }) =>
      title.includes('LGPL') ? [text] : [],
    )
    const version = packages['node_modules/@breezystack/lamejs']?.version
    expect(own).toContain(`\`@breezystack/lamejs\` ${version}`)
    expect(own).toContain('<https://github.com/shijinyu/lamejs>')
    expect(document).toMatch(/^ +GNU LESSER GENERAL PUBLIC LICENSE\n +Version 3, /m)
    expect(document).toMatch(/^ +GNU GENERAL PUBLIC LICENSE\n +Version 3, /m)
  })
})
