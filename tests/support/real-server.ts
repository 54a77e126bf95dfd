import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openApp } from '../../server/app'
import { readSettings } from '../../server/config/read'

/** The real server in this process, on free ports, with a data folder of its own. */
export interface TestServer {
  readonly httpUrl: string
  readonly groupUrl: string
  readonly directUrl: string
  /** Goes away, saying so to everyone who is connected. */
  stop(): Promise<void>
  /** Comes back on the same ports, with all it had stored. */
  start(): Promise<void>
  restart(): Promise<void>
  close(): Promise<void>
}

/** `now`: the clock by which the server limits and stamps, which must only go forward; the machine's unless given. */
export async function startServer(now?: () => number): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'chat-room-'))
  let app = await open(dataDir, '0', '0', now)
  const { group, direct } = app
  const stop = () => app.close()
  const start = async () => {
    app = await open(dataDir, new URL(group).port, new URL(direct).port, now)
  }
  return {
    httpUrl: group,
    groupUrl: `${group.replace('http', 'ws')}/group`,
    directUrl: `${direct.replace('http', 'ws')}/direct`,
    stop,
    start,
    async restart() {
      await stop()
      await start()
    },
    async close() {
      await app.close()
      await rm(dataDir, { recursive: true })
    },
  }
}

function open(dataDir: string, groupPort: string, directPort: string, now?: () => number) {
  const read = readSettings({ DATA_DIR: dataDir, GROUP_PORT: groupPort, DIRECT_PORT: directPort })
  if ('mistakes' in read) throw new Error(read.mistakes.join(' '))
  const onDeath = (error: Error) => {
    throw error
  }
  const log = pino({ level: 'silent' })
  return openApp({
    settings: read.settings,
    log,
    version: 'test',
    onDeath,
    ...(now && { now, limitsClock: now }),
  })
}
