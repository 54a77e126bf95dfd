import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './free-port'

/** A Redis of a test's own, which it may kill. */
export interface RedisProcess {
  readonly port: number
  /** The process that runs, or the one that ran last. */
  readonly pid: number
  /** A client for what the test itself does to it. */
  readonly client: Redis
  kill(): Promise<void>
  /** Starts again on the same port, empty. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Whether this machine has `redis-server`. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

/** Starts `redis-server` on a free port, with these lines of configuration besides. */
export async function startRedis(lines: string[] = [], sentinel = false): Promise<RedisProcess> {
  const port = await freePort()
  const dir = await mkdtemp(join(tmpdir(), 'redis-'))
  const file = join(dir, 'redis.conf')
  const base = [`port ${port}`, 'bind 127.0.0.1', `dir ${dir}`, ...(sentinel ? [] : ['save ""'])]
  await writeFile(file, `${[...base, ...lines].join('\n')}\n`)
  const client = new Redis({
    port,
    host: '127.0.0.1',
    lazyConnect: true,
    // What is asked while it is gone waits until it is back, however long that takes.
    maxRetriesPerRequest: null,
    retryStrategy: () => 20,
  })
  client.on('error', () => undefined)
  let child = await run()

  async function run(): Promise<ChildProcess> {
    const started = spawn('redis-server', [file, ...(sentinel ? ['--sentinel'] : [])], { stdio: 'ignore' })
    if (client.status === 'wait') client.connect().catch(() => undefined)
    await client.ping()
    return started
  }

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  return {
    port,
    get pid() {
      return child.pid ?? 0
    },
    client,
    kill,
    async restart() {
      child = await run()
    },
    async close() {
      client.disconnect()
      await kill()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
