import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { freePort } from './free-port'

/** A MongoDB of a test's own, which it may kill. */
export interface MongoProcess {
  readonly url: string
  /** The process that runs, or the one that ran last. */
  readonly pid: number
  kill(): Promise<void>
  /** Starts again on the same port, with the same data. */
  restart(): Promise<void>
  /** Ends it and takes the data away. */
  close(): Promise<void>
}

type Command = (port: number, dir: string) => [program: string, ...args: string[]]

/** Where `scripts/install-services.sh` puts what stands in for MongoDB. */
const installed = resolve(import.meta.dirname, '../../.services/mongo')

const mongod: Command = (port, dir) => ['mongod', '--bind_ip=127.0.0.1', `--port=${port}`, `--dbpath=${dir}`]
const standIn: Command = (port, dir) => {
  const path = [join(installed, 'classes'), join(installed, 'lib/*')].join(':')
  return ['java', '-XX:TieredStopAtLevel=1', '-cp', path, 'MongoServer', String(port), join(dir, 'data')]
}

const command = commandHere()

/** What serves MongoDB's wire protocol on this machine, if anything does. */
export const mongoHere = command && (command === mongod ? 'mongod' : 'mongo-java-server')

function commandHere(): Command | undefined {
  if (spawnSync('mongod', ['--version']).status === 0) return mongod
  return existsSync(join(installed, 'classes/MongoServer.class')) ? standIn : undefined
}

/** Starts it on a free port, unless one is given, with an empty folder. */
export async function startMongo(given?: number): Promise<MongoProcess> {
  const port = given ?? (await freePort())
  const dir = await mkdtemp(join(tmpdir(), 'mongo-'))
  let child = await run(port, dir)

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await gone
  }

  return {
    url: `mongodb://127.0.0.1:${port}`,
    get pid() {
      return child.pid ?? 0
    },
    kill,
    async restart() {
      child = await run(port, dir)
    },
    async close() {
      await kill()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

type Child = ChildProcessByStdio<null, Readable, null>

async function run(port: number, dir: string): Promise<Child> {
  if (!command) throw new Error('Nothing here serves the wire protocol of MongoDB')
  const [program, ...args] = command(port, dir)
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  return new Promise((listens, fail) => {
    child.once('exit', (code) => fail(new Error(`${program} ended with ${code}`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (/^listening$|Waiting for connections/.test(line)) listens(child)
    })
  })
}
