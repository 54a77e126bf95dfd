import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { decodeServer } from '#protocol'
import { startServerProcess } from '../support/server-process'

/** The program of the README, for a server somewhere else. */
function programFor(httpUrl: string): string {
  const [, program = ''] =
    /^```js\n([^`]*(?:`[^`]+`[^`]*)*)^```$/m.exec(readFileSync('README.md', 'utf8')) ?? []
  return program.replaceAll('127.0.0.1:8080', new URL(httpUrl).host)
}

it('talks as the README says, on this version of Node', async () => {
  const server = await startServerProcess({ env: { SEALING: 'optional' } })
  const talk = spawn(process.execPath, ['--input-type=module', '--eval', programFor(server.httpUrl)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const types: string[] = []
    for await (const line of createInterface(talk.stdout)) {
      types.push(decodeServer(line)?.type ?? line)
      if (types.includes('accepted')) break
    }
    expect(types).toEqual(expect.arrayContaining(['entered', 'accepted']))
  } finally {
    if (talk.exitCode === null) {
      talk.kill()
      await once(talk, 'exit')
    }
    await server.close()
  }
})
