import { constants, createPrivateKey, createPublicKey, privateDecrypt } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packagesForWechat } from '../../scripts/packages-for-wechat'
import { type Release, writeRelease } from '../../scripts/release/write-release'
import { newPem } from '../support/seal-keys'

const page = `
interface Line { text: string }
export function shout(line: Line): string { return 'a rather long secret: ' + line.text }
`

let folder = ''
let out = ''
let release: Release
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'release-'))
  const miniprogram = join(folder, 'miniprogram')
  for (const part of ['sealing', 'protocol'])
    cpSync(join('miniprogram', part), join(miniprogram, part), { recursive: true })
  mkdirSync(join(miniprogram, 'pages'))
  writeFileSync(join(miniprogram, 'pages/page.ts'), page)
  writeFileSync(join(miniprogram, 'pages/page.wxml'), '<view/>')
  writeFileSync(join(miniprogram, 'tsconfig.json'), '{}')
  await packagesForWechat(miniprogram)
  release = await writeRelease(miniprogram, join(folder, 'out'))
  out = join(folder, 'out', 'miniprogram')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a script of the release as WeChat does: no `window`, no code from texts. */
function run(file: string): Record<string, (...values: unknown[]) => unknown> {
  const bundled = buildSync({
    entryPoints: [join(out, file)],
    bundle: true,
    write: false,
    format: 'cjs',
    nodePaths: [join(out, 'miniprogram_npm')],
  })
  const context = createContext({ console, setTimeout }, { codeGeneration: { strings: false, wasm: false } })
  const unseen = 'window, document, self, location, navigator, localStorage'
  const module = { exports: {} }
  const text = bundled.outputFiles[0]?.text ?? ''
  runInContext(`(function (module, ${unseen}) {${text}\n})`, context)(module)
  return module.exports
}

describe('a release', () => {
  it('has scripts in the place of sources, and nothing that is not for phones', () => {
    expect(existsSync(join(out, 'pages/page.js'))).toBe(true)
    expect(existsSync(join(out, 'pages/page.wxml'))).toBe(true)
    for (const gone of ['pages/page.ts', 'tsconfig.json']) expect(existsSync(join(out, gone))).toBe(false)
    const project = JSON.parse(readFileSync(join(dirname(out), 'project.config.json'), 'utf8'))
    expect(project.setting.useCompilerPlugins).toBe(false)
    expect(release.bytes).toBeGreaterThan(release.scriptBytes)
  })

  it('is hard to read, and does the same', () => {
    const script = readFileSync(join(out, 'pages/page.js'), 'utf8')
    expect(script).not.toContain('secret')
    expect(run('pages/page.js').shout?.({ text: 'x' })).toBe('a rather long secret: x')
  })

  it('seals in what WeChat gives a program to run in', () => {
    const { sealText, openText, nonceOf } = run('sealing/gcm.js')
    const key = new Uint8Array(32).fill(7)
    const sealed = sealText?.('水开了 🍵', key, nonceOf?.(1))
    expect(openText?.(sealed, key, nonceOf?.(1))).toBe('水开了 🍵')

    const pem = createPrivateKey(newPem())
    const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64')
    const wrapped = run('sealing/rsa.js').wrap?.(key, spki, new Uint8Array(32)) as Uint8Array
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    expect(privateDecrypt({ key: pem, padding, oaepHash: 'sha256' }, wrapped)).toEqual(Buffer.from(key))
  })
})
