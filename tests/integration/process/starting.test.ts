import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'libsql'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrations } from '../../../server/store/sqlite/migrations'
import { runServer } from '../../support/server-run'
import { temporaryDir } from '../../support/temporary-dir'

const freePorts = { GROUP_PORT: '0', DIRECT_PORT: '0' }
const listening = /"msg":"listening"/

/** What a server says for the operator when it cannot start with these settings. */
async function refusal(settings: Record<string, string>): Promise<string> {
  const run = runServer(settings)
  expect(await run.exited).toBe(1)
  const said = run.stdout + run.stderr
  expect(said, 'no stack trace').not.toMatch(/^\s+at |node:internal|\.[jt]s:\d+/m)
  return run.stderr
}

/** A port of this machine on which somebody else listens. */
async function takenPort(): Promise<number> {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  return (other.address() as AddressInfo).port
}

describe('a server with wrong settings', () => {
  it('tells all the mistakes at once, each with its variable, and does not start', async () => {
    const dir = join(temporaryDir(), 'data')
    const sentences = await refusal({
      DATA_DIR: dir,
      GROUP_PORT: 'eighty',
      TOKEN_SECRET: 'too-short-a-secret',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'chat.example',
    })
    expect(sentences.trimEnd().split('\n')).toEqual([
      'The settings cannot be used:',
      '  GROUP_PORT must be a whole number from 0 to 65535; it is "eighty".',
      '  PUBLIC_URL must be an http or https address without ? and #; it is "chat.example".',
      '  TOKEN_SECRET must be at least 32 bytes long.',
      '  LOG_LEVEL must be debug, info, warn, error, silent; it is "loud".',
    ])
    expect(existsSync(dir)).toBe(false)
  })
})

describe('a server whose port is taken', () => {
  it.each(['GROUP_PORT', 'DIRECT_PORT'])('says which one, and what to do, for %s', async (variable) => {
    const port = await takenPort()
    const sentence = await refusal({ ...freePorts, DATA_DIR: temporaryDir(), [variable]: String(port) })
    expect(sentence).toBe(
      `The server cannot start: Port ${port} of 127.0.0.1 is in use by another program. ` +
        'Choose another GROUP_PORT or DIRECT_PORT.\n',
    )
  })

  it('lets go of its data folder', async () => {
    const dir = temporaryDir()
    await refusal({ ...freePorts, DATA_DIR: dir, DIRECT_PORT: String(await takenPort()) })
    await runServer({ ...freePorts, DATA_DIR: dir }).said(listening)
  })
})

it.each([
  // Kept for documents, by RFC 5737 and RFC 6761.
  ['192.0.2.1', '192.0.2.1 is not an address of this machine'],
  ['chat.invalid', 'Nobody knows the name chat.invalid'],
])('says so when it cannot listen on %s', async (host, problem) => {
  const sentence = await refusal({ ...freePorts, DATA_DIR: temporaryDir(), HOST: host })
  expect(sentence).toBe(`The server cannot start: ${problem}. Choose another HOST.\n`)
})

it('leaves a data folder to the server that has it, which goes on', async () => {
  const dir = temporaryDir()
  const first = runServer({ ...freePorts, DATA_DIR: dir })
  const [, address] = await first.said(/"group":"([^"]+)".*"msg":"listening"/)
  expect(await refusal({ ...freePorts, DATA_DIR: dir })).toBe(
    `The server cannot start: The store ${dir}/chat.db is in use by another server. ` +
      'Give each server its own DATA_DIR.\n',
  )
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
})

it('refuses a store that a newer version has written, and leaves it as it is', async () => {
  const dir = temporaryDir()
  const first = runServer({ ...freePorts, DATA_DIR: dir })
  await first.said(listening)
  first.child.kill('SIGTERM')
  await first.exited
  const newer = migrations.length + 1
  setVersion(dir, newer)
  expect(await refusal({ ...freePorts, DATA_DIR: dir })).toBe(
    `The server cannot start: The store ${dir}/chat.db was written by a newer version of this server ` +
      `(store version ${newer}, this server knows up to ${migrations.length}). ` +
      'Start that newer version, or choose another DATA_DIR.\n',
  )
  setVersion(dir, migrations.length)
  await runServer({ ...freePorts, DATA_DIR: dir }).said(listening)
})

function setVersion(dir: string, version: number): void {
  const database = new Database(join(dir, 'chat.db'))
  database.exec(`PRAGMA user_version = ${version}`)
  database.close()
}
