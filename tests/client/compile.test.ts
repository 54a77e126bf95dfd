import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtMiniprogram } from './support/built'
import { compiler, problemsOf } from './support/official'
import { pathOf } from './support/units'

let out = ''
let remove = () => {}
beforeAll(() => {
  const built = builtMiniprogram()
  out = built.out
  remove = built.remove
  writeFileSync(join(out, 'broken.wxml'), '<view>{{a ? }}</view>')
  writeFileSync(join(out, 'broken.wxss'), '.a{color:red;\n.b{')
})
afterAll(() => remove())

const ending = (name: string) =>
  readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(name) && !file.startsWith('broken'))
    .sort()

/** A style sheet and those that it imports: the compiler finds only what it is given. */
function withImports(file: string): string[] {
  const imported = [...readFileSync(join(out, file), 'utf8').matchAll(/@import "([^"]+)"/g)]
  return [file, ...imported.flatMap(([, name = '']) => withImports(pathOf(name, file)))]
}

const wcc = compiler('wcc')
const wcsc = compiler('wcsc')
if (!wcc || !wcsc)
  process.stdout.write(`wcc, wcsc: skipped, WeChat has none for ${process.platform} ${process.arch}\n`)

describe.runIf(wcc && wcsc)("WeChat's own compilers", () => {
  it('take every template', () => {
    expect(problemsOf(String(wcc), ['-d', '-cc', '0', '-gn', '$gwx'], out, ending('.wxml'))).toBe('')
  })

  it('take every style sheet', () => {
    for (const file of ending('.wxss')) {
      expect(problemsOf(String(wcsc), ['-db', '-pc', '1'], out, withImports(file)), file).toBe('')
    }
  })

  it('would tell', () => {
    expect(problemsOf(String(wcc), ['-d', '-cc', '0'], out, ['broken.wxml'])).toContain('unexpected token')
    expect(problemsOf(String(wcsc), ['-db', '-pc', '1'], out, ['broken.wxss'])).not.toBe('')
  })
})

describe('the compiler of glass-easel, which the web room uses', () => {
  function complaintsAbout(path: string, source: string): string[] {
    const group = new TmplGroup()
    const found = group.addTmpl(path, source).map(({ level, message }) => `${level}: ${message}`)
    group.free()
    return found
  }

  it('takes every template', () => {
    const own = ending('.wxml').map((file) => complaintsAbout(file, readFileSync(join(out, file), 'utf8')))
    expect(own.flat()).toEqual([])
  })

  it('would tell', () => {
    expect(complaintsAbout('broken', '<view><text></view>')).not.toEqual([])
  })
})
