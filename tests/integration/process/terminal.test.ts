import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { leaveOut } from '../../support/needs'
import { runServer, runServerInTerminal } from '../../support/server-run'
import { temporaryDir } from '../../support/temporary-dir'

const settings = () => ({ GROUP_PORT: '0', DIRECT_PORT: '0', DATA_DIR: temporaryDir(), LANG: 'C.UTF-8' })

if (spawnSync('script', ['--version']).stdout?.includes('util-linux'))
  describe('on a terminal', () => {
    it('a terminal reads one plain block, and not a line for each request', async () => {
      const run = runServerInTerminal(settings())
      const [, address = ''] = await run.said(/On this computer +(http:\/\/127\.0\.0\.1:\d+)/)
      await run.said(/Begin afresh/)
      expect((await fetch(`${address}/healthz`)).status).toBe(200)
      run.child.kill('SIGTERM')
      await run.exited
      expect(run.stdout).toContain('The chat room is open.')
      expect(run.stdout).not.toContain('"msg"')
      expect(run.stdout).not.toContain('answered')
    })
  })
else leaveOut('on a terminal', 'for this machine has no `script` of util-linux, which makes one')

it('a program that reads along gets lines of JSON, and requests only when it asks for them', async () => {
  const run = runServer(settings())
  const [, address = ''] = await run.said(/"group":"([^"]+)".*"msg":"listening"/)
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
  run.child.kill('SIGTERM')
  await run.exited
  for (const line of run.stdout.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg')
  expect(run.stdout).not.toContain('"answered"')
})
