import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

/** The built server; `npm run release` puts another one in its place. */
const shipped = process.env.SERVER_PROGRAM ?? resolve(import.meta.dirname, '../../dist/server/main.js')

/** Milliseconds after which a server that does not listen is taken for broken. */
const startMs = 60_000

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

/** The real server in a process of its own, with a data folder of its own. */
export interface ServerProcess {
  /** `ws://127.0.0.1:…`, without a path. */
  readonly groupUrl: string
  readonly directUrl: string
  /** `http://127.0.0.1:…`, without a path. */
  readonly httpUrl: string
  readonly dataDir: string
  /** Resolves when the running process has ended; a new promise after each `restart`. */
  readonly exited: Promise<Exit>
  /** The process that runs, or the one that ran last. */
  readonly pid: number
  /** Sends a signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<Exit>
  /** Starts again with the same ports and the same folder. The process must have ended. */
  restart(): Promise<void>
  /** Ends the process and takes the folder away. Twice is fine. */
  close(): Promise<void>
}

/** The line that the server logs when both ports are open. */
interface Listening {
  msg: 'listening'
  group: string
  direct: string
}

interface Running {
  child: ChildProcess
  exited: Promise<Exit>
  listening: Listening
}

/**
 * Starts a server, `dist/server/main.js` unless another one is named, and waits until it listens. `env` goes on top
 * of free ports and a new folder.
 */
export async function startServerProcess({
  env = {},
  program = shipped,
}: {
  env?: Record<string, string>
  program?: string
} = {}): Promise<ServerProcess> {
  if (!existsSync(program)) throw new Error(`${program} is missing: run "npm run build" first.`)
  const dataDir = await mkdtemp(join(tmpdir(), 'chat-room-'))
  const settings: Record<string, string> = { GROUP_PORT: '0', DIRECT_PORT: '0', DATA_DIR: dataDir, ...env }
  const forget = () => rm(dataDir, { recursive: true, force: true })
  let running = await run(program, settings).catch(async (reason: unknown) => {
    await forget()
    throw reason
  })
  const { group, direct } = running.listening
  const samePorts = { ...settings, GROUP_PORT: new URL(group).port, DIRECT_PORT: new URL(direct).port }

  async function kill(signal: NodeJS.Signals): Promise<Exit> {
    running.child.kill(signal)
    return running.exited
  }

  let closing: Promise<void> | undefined
  return {
    httpUrl: new URL(group).origin,
    groupUrl: socketUrl(group),
    directUrl: socketUrl(direct),
    dataDir,
    get exited() {
      return running.exited
    },
    get pid() {
      return running.child.pid ?? 0
    },
    kill,
    async restart() {
      running = await run(program, samePorts)
    },
    close() {
      closing ??= kill('SIGTERM').then(forget)
      return closing
    },
  }
}

function socketUrl(http: string): string {
  return new URL(http).origin.replace(/^http/, 'ws')
}

async function run(program: string, settings: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, [program], {
    // Away from the repository, whose `.env` the server would read.
    cwd: tmpdir(),
    // Nothing of the developer's own settings: a test must not write to their database.
    env: { PATH: process.env.PATH ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log: string[] = []
  const exited = new Promise<Exit>((done) => child.once('exit', (code, signal) => done({ code, signal })))
  return { child, exited, listening: await untilListening(child, log, exited) }
}

async function untilListening(child: ChildProcess, log: string[], exited: Promise<Exit>): Promise<Listening> {
  return new Promise((listening, fail) => {
    const giveUp = (why: string) => {
      clearTimeout(deadline)
      child.kill('SIGKILL')
      fail(new Error(`The server ${why}. It said:\n${log.join('\n')}`))
    }
    const deadline = setTimeout(() => giveUp(`did not listen within ${startMs} ms`), startMs)
    void exited.then(({ code, signal }) => giveUp(`ended with ${code ?? signal} before it listened`))
    const read = (line: string) => {
      // Kept for the error only, and short: the pipe must be read on for as long as the server lives.
      if (log.length < 200) log.push(line)
      const found = listeningLine(line)
      if (!found) return
      clearTimeout(deadline)
      listening(found)
    }
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', read)
  })
}

function listeningLine(line: string): Listening | undefined {
  if (!line.includes('"listening"')) return undefined
  try {
    const entry = JSON.parse(line) as Partial<Listening>
    return entry.msg === 'listening' && entry.group && entry.direct ? (entry as Listening) : undefined
  } catch {
    return undefined
  }
}
