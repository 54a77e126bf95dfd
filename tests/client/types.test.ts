import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'types-'))
  const config = {
    extends: resolve('miniprogram/tsconfig.json'),
    include: ['page.ts', resolve('typings/index.d.ts'), resolve('typings/jsencrypt.d.ts')],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the type checker says of a script that stood among the pages. */
function problemsOf(script: string): string {
  writeFileSync(join(folder, 'page.ts'), script)
  const tsc = spawnSync('node_modules/.bin/tsc', ['-p', folder], { encoding: 'utf8' })
  return tsc.stdout.trim()
}

it('lets a page use wx', () => {
  expect(problemsOf("wx.showToast({ title: 'x' })\nexport {}")).toBe('')
})

it.each([
  'document.title',
  'window.location',
  'localStorage.getItem("x")',
  'new WebSocket("wss://x")',
  'process.env',
])('does not let a page use %s: a phone has none', (script) => {
  expect(problemsOf(`export const x = ${script}`)).toMatch(/error TS2\d+: Cannot find name/)
})
