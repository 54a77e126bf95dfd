import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildMiniprogram, packageLimit } from '../../scripts/build-miniprogram'
import { mend } from '../../scripts/iview/mend'
import { tint } from '../../scripts/iview/tint'
import { packagesFolder, packagesForWechat } from '../../scripts/packages-for-wechat'
import { builtMiniprogram } from './support/built'
import { pathOf, units } from './support/units'

describe('the built package', () => {
  let built: ReturnType<typeof builtMiniprogram>
  beforeAll(() => {
    built = builtMiniprogram()
  })
  afterAll(() => built.remove())

  it('has every component of iView that a page uses, with what those use', () => {
    const used = units.flatMap(({ path, using }) => Object.values(using).map((name) => pathOf(name, path)))
    for (const component of used.filter((path) => path.startsWith('iview/'))) {
      for (const ending of ['.js', '.json', '.wxml'])
        expect(existsSync(join(built.out, component + ending))).toBe(true)
    }
    expect(existsSync(join(built.out, 'iview/badge/index.js')), 'the tab bar needs the badge').toBe(true)
  })

  it('carries the licences of what it carries in scripts, for WeChat takes no LICENSE files', async () => {
    await packagesForWechat(built.out)
    const scripts = [
      'iview/badge/index.js',
      ...readdirSync(join(built.out, packagesFolder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.js'))
        .map((name) => `${packagesFolder}/${name}`),
    ]
    expect(scripts).toHaveLength(4)
    for (const name of scripts) {
      const script = readFileSync(join(built.out, name), 'utf8')
      expect(script).toMatch(/\/\*! \S+ [\d.]+, MIT\n.*Copyright.*Permission is hereby granted.*\n\*\/\n$/s)
    }
  })

  it('leaves out what is not for phones', () => {
    expect(built.files.map(({ file }) => file)).not.toContain('tsconfig.json')
    expect(built.bytes).toBeLessThan(packageLimit)
  })

  it('is refused when it is too large for WeChat, and the largest files are named', () => {
    const heavy = mkdtempSync(join(tmpdir(), 'miniprogram-'))
    writeFileSync(join(heavy, 'picture.png'), Buffer.alloc(1_200_000))
    expect(() => buildMiniprogram({ out: heavy })).toThrow(/1150000 are allowed: picture\.png 1200000/)
    rmSync(heavy, { recursive: true })
  })
})

describe('iView in our colours', () => {
  it('has a ground, an ink and a line for the same colour, and keeps its own as the fallback', () => {
    expect(tint('.a{background:#fff;color:#fff;box-shadow:0 0 1px #fff}')).toBe(
      '.a{background:var(--surface, #fff);color:var(--on-accent, #fff);box-shadow:0 0 1px var(--surface, #fff)}',
    )
  })

  it('leaves a colour that has no counterpart', () => {
    expect(tint('.a{color:#123456}')).toBe('.a{color:#123456}')
  })
})

describe('mending iView', () => {
  it('fails when the place is not there any more', () => {
    expect(() => mend('tab-bar/index.js', 'Component({})')).toThrow(/tab-bar\/index\.js has no/)
  })

  it('makes a key of a list the name of a field', () => {
    expect(mend('grid/index.wxml', '<view wx:key="{{ item.name }}"/>')).toBe('<view wx:key="name"/>')
  })
})
