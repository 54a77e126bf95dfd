import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { onTestFinished } from 'vitest'

const program = resolve(import.meta.dirname, '../../dist/server/main.js')

/** A run of the real server that is watched from outside; it may fail to start. */
export interface ServerRun {
  child: ChildProcess
  /** What it has said so far. */
  readonly stdout: string
  readonly stderr: string
  /** The code with which it ended; null after a signal. */
  exited: Promise<number | null>
  /** Resolves when standard output matches; rejects when the process has ended without. */
  said(pattern: RegExp): Promise<RegExpExecArray>
}

/** Starts the server with these settings and no others, and ends it with the test. */
export function runServer(settings: Record<string, string>): ServerRun {
  return watch(process.execPath, [program], settings)
}

/** The same on a terminal of its own, which `script` (util-linux) makes; what it writes to either comes as output. */
export function runServerInTerminal(settings: Record<string, string>): ServerRun {
  return watch('script', ['-qefc', `exec ${process.execPath} ${program}`, '/dev/null'], settings)
}

function watch(command: string, args: string[], settings: Record<string, string>): ServerRun {
  // Away from the repository, whose `.env` the server would read.
  const child = spawn(command, args, {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (part: string) => {
      output[name] += part
    })
  // `close` and not `exit`: by then everything it said has been read.
  const exited = once(child, 'close').then(([code]) => code as number | null)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return {
    child,
    get stdout() {
      return output.stdout
    },
    get stderr() {
      return output.stderr
    },
    exited,
    said: (pattern) =>
      new Promise((found, fail) => {
        const look = () => {
          const match = pattern.exec(output.stdout)
          if (match) found(match)
        }
        child.stdout?.on('data', look)
        void exited.then((code) => fail(new Error(`It ended with ${code}: ${output.stderr}`)))
        look()
      }),
  }
}
