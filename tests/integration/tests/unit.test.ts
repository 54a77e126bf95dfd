import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

/** What reaches a disk, a socket, a process or another thread. */
const reachesOut =
  /^(node:(fs|net|http|https|http2|tls|dgram|child_process|cluster|worker_threads)(\/.*)?|libsql|ws|ioredis|playwright-core)$/
/** They ask `node:net` for nothing but whether a text is an address. */
const readAddresses = ['server/net/address.ts', 'server/net/hosts.ts']
/** A wait by the machine's clock. */
const realTimer = /\b(setTimeout|setInterval|vi\.waitFor|vi\.waitUntil|expect\.poll)\(|'node:timers/

const unit = filesBelow('tests/unit')

it('no unit test reaches a disk, a socket, a process or a thread, by whatever it imports', () => {
  const seen = new Set<string>()
  const found: string[] = []
  const visit = (file: string, way: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const name of importsOf(file)) {
      const next = fileOf(file, name)
      if (next) visit(next, `${next} < ${way}`)
      else if (reachesOut.test(name) && !readAddresses.includes(file)) found.push(`${name} < ${way}`)
    }
  }
  for (const file of unit) visit(file, file)
  expect(found, 'what does so belongs below tests/integration').toEqual([])
  expect(seen.size).toBeGreaterThan(2 * unit.length)
})

it('no unit test waits for a real timer', () => {
  expect(unit.filter((file) => realTimer.test(readFileSync(file, 'utf8')))).toEqual([])
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path))
}

/** What a file imports when it runs; types are gone by then. */
function importsOf(file: string): string[] {
  const named = /^(?:import|export) (?!type )[^'"]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm
  return [...readFileSync(file, 'utf8').matchAll(named)].map((one) => one[1] ?? one[2] ?? one[3] ?? '')
}

function fileOf(file: string, name: string): string | undefined {
  if (name === '#protocol') return 'miniprogram/protocol/index.ts'
  if (!name.startsWith('.')) return undefined
  const path = join(dirname(file), name)
  return [`${path}.ts`, join(path, 'index.ts')].find((one) => existsSync(one))
}
