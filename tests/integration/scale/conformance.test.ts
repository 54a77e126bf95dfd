import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { needsBoth } from '../../support/needs'
import { startNodes } from '../../support/nodes'

const root = resolve(import.meta.dirname, '../../..')

needsBoth('the conformance suite', () => {
  it('holds for three servers on one Redis and one MongoDB, with people spread over them', async () => {
    const nodes = await startNodes()
    onTestFinished(() => nodes.close())
    const list = (port: 'groupUrl' | 'directUrl') => nodes.servers.map((server) => server[port]).join(',')
    const suite = spawn(
      process.execPath,
      ['--import', 'tsx', 'tests/conformance/run.ts', list('groupUrl'), list('directUrl')],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', VITEST: '' } },
    )
    let said = ''
    for (const stream of [suite.stdout, suite.stderr]) stream.on('data', (part) => (said += String(part)))
    const [code] = await once(suite, 'close')
    expect(code, said).toBe(0)
    process.stdout.write(`${/^ *Tests .*/m.exec(said)?.[0]}\n`)
  }, 1_800_000)
})
