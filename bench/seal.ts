import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { packagesForWechat } from '../scripts/packages-for-wechat'

/** What the sealing costs a phone. */
interface Row {
  what: string
  'with JIT': number | string
  'without (iPhones)': number | string
}

interface Figures {
  loadMs: number
  wrapMs: number
  sealMs: number
  openMs: number
  pageMs: number
}

/** The client's own code in a process of its own, once as Android runs it and once with `--jitless`, as iPhones do. */
export async function seal(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'seal-bench-'))
  try {
    const script = join(folder, 'phone.cjs')
    await build({
      entryPoints: ['bench/seal-phone.ts'],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'es2018',
      mainFields: ['module', 'main'],
    })
    await packagesForWechat(folder)
    const [jit, jitless] = [measure(script, []), measure(script, ['--jitless'])]
    const row = (what: string, figure: keyof Figures): Row => ({
      what,
      'with JIT': jit[figure],
      'without (iPhones)': jitless[figure],
    })
    return [
      row('libraries loaded, ms, once', 'loadMs'),
      row('keys wrapped, ms, once a socket', 'wrapMs'),
      row('message of 200 characters sealed, ms', 'sealMs'),
      row('message of 200 characters opened, ms', 'openMs'),
      row('page of 50 such messages opened, ms', 'pageMs'),
      { what: 'bytes of the libraries in the package', 'with JIT': bytesIn(folder), 'without (iPhones)': '' },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function measure(script: string, flags: string[]): Figures {
  return JSON.parse(execFileSync(process.execPath, [...flags, script], { encoding: 'utf8' })) as Figures
}

function bytesIn(folder: string): number {
  const files = ['jsencrypt/index.js', '@noble/ciphers/aes.js', '@noble/hashes/sha2.js']
  return files.reduce((sum, file) => sum + statSync(join(folder, 'miniprogram_npm', file)).size, 0)
}
