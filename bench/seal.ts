import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { packagesForWechat } from '../scripts/packages-for-wechat'
import { median, round } from './figures'
import { fill, flood } from './flood'
import { measure } from './load'
import type { Member } from './member'
import { bareDialect, ourDialect } from './rival'
import { openShipped } from './shipped'
import { rateOf } from './whole-way'

const members = 32
const inFlight = 256
const sendMs = 2_000
const repetitions = 3

/** What sealing costs: on the server, on the wire, and on a phone. */
export interface SealRow {
  what: string
  bare: number | string
  sealed: number | string
  'sealed, no JIT (iPhones)': number | string
}

export async function seal(): Promise<SealRow[]> {
  const bare = await serve(bareDialect)
  const sealed = await serve(ourDialect)
  const row = (what: string, of: keyof typeof bare): SealRow => ({
    what,
    bare: round(bare[of]),
    sealed: round(sealed[of]),
    'sealed, no JIT (iPhones)': '',
  })
  return [
    row(`messages accepted/s, ${members} members, ${inFlight} in flight`, 'accepted'),
    row('the same: CPU µs of the server a message', 'cpu'),
    row('the same: bytes a delivery, of 200 letters', 'bytes'),
    row('CPU ms of the server a join', 'join'),
    ...(await onPhones()),
  ]
}

async function serve(dialect: typeof ourDialect) {
  const server = await openShipped(members, { SEALING: 'optional' }, dialect)
  try {
    const tally = { frames: 0, bytes: 0 }
    let lines: Member[] = []
    const joining = await measure(server.pid, async () => {
      lines = await fill(server, members, tally)
    })
    await flood(server, lines, tally, inFlight, sendMs / 2)
    const before = { ...tally }
    const runs: Array<Awaited<ReturnType<typeof rateOf>>> = []
    for (let run = 0; run < repetitions; run += 1) runs.push(await rateOf(server, lines, tally, inFlight))
    for (const line of lines) line.close()
    return {
      accepted: median(runs.map(({ deliveries, wall }) => deliveries / members / wall)),
      cpu: median(runs.map((run) => ((run.server * members) / run.deliveries) * 1e6)),
      bytes: (tally.bytes - before.bytes) / (tally.frames - before.frames),
      join: (joining.server / members) * 1_000,
    }
  } finally {
    await server.close()
  }
}

interface Figures {
  loadMs: number
  wrapMs: number
  sealMs: number
  openMs: number
  pageMs: number
}

/** The client's own code in a process of its own, once as Android runs it and once with `--jitless`, as iPhones do. */
async function onPhones(): Promise<SealRow[]> {
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
    const [jit, jitless] = [runPhone(script, []), runPhone(script, ['--jitless'])]
    const row = (what: string, figure: keyof Figures): SealRow => ({
      what: `phone: ${what}`,
      bare: '',
      sealed: jit[figure],
      'sealed, no JIT (iPhones)': jitless[figure],
    })
    return [
      row('ms until the libraries are loaded, once', 'loadMs'),
      row('ms to wrap the keys, once a socket', 'wrapMs'),
      row('ms to seal a message of 200 Chinese characters', 'sealMs'),
      row('ms to open it', 'openMs'),
      row('ms to open a page of 50 of them', 'pageMs'),
      {
        what: 'phone: bytes of the libraries in the package',
        bare: 0,
        sealed: bytesIn(folder),
        'sealed, no JIT (iPhones)': '',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function runPhone(script: string, flags: string[]): Figures {
  return JSON.parse(execFileSync(process.execPath, [...flags, script], { encoding: 'utf8' })) as Figures
}

function bytesIn(folder: string): number {
  const files = ['jsencrypt/index.js', '@noble/ciphers/aes.js', '@noble/hashes/sha2.js']
  return files.reduce((sum, file) => sum + statSync(join(folder, 'miniprogram_npm', file)).size, 0)
}
