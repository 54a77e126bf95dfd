import { once } from 'node:events'
import { lobby, offer, paths, sealOffer } from '#protocol'
import { startChild } from './child'
import { installRivals } from './install-rivals'
import type { LineOptions, Tally } from './line'
import { type Member, openBare, openSealed } from './member'

/** A server that hands messages to everyone, in a process of its own, and how one talks to it. */
export interface Rival {
  readonly pid: number
  readonly port: number
  /** Who one is; empty where nobody asks. */
  token(at: number): string
  /** A member, who gets everything from now on. With `onText` each frame is handed out, else only counted. */
  join(at: number, tally: Tally, onText?: (text: Buffer) => void): Promise<Member>
  /** A new message of 200 letters; the first one has the id `m1`. */
  message(): string
  /** Messages that were made so far. */
  made(): number
  close(): Promise<void>
}

/** How one talks to a server. */
interface Dialect {
  path: string
  /** What is sent first, and how many frames come until one is in. */
  hello?: { say: string; answers: number }
  seals?: boolean
  wrap(message: string): string
}

const asItIs = (message: string) => message

/** As a client talks that does not seal. */
export const bareDialect: Dialect = {
  path: paths.group,
  hello: { say: JSON.stringify({ type: 'enter', id: 'enter', room: lobby }), answers: 1 },
  wrap: asItIs,
}

/** As clients talk to the server that is shipped. */
export const ourDialect: Dialect = { ...bareDialect, seals: true }

const dialects = {
  net: { path: '/', wrap: asItIs },
  // The others seal nothing: like is compared with like, and what sealing costs is a subject of its own.
  ours: bareDialect,
  ws: { path: '/', wrap: asItIs },
  'socket.io': {
    path: '/socket.io/?EIO=4&transport=websocket',
    hello: { say: '40', answers: 2 },
    wrap: (message) => `42["message",${message}]`,
  },
} satisfies Record<string, Dialect>

export type RivalName = keyof typeof dialects
export const rivalNames = Object.keys(dialects) as RivalName[]

/** Starts a server for so many members. */
export async function openRival(name: RivalName, members: number): Promise<Rival> {
  const { child, line } = await startChild(scriptOf(name), [String(members)])
  const { port, tokens } = JSON.parse(line) as { port: number; tokens: string[] }
  return {
    pid: child.pid ?? 0,
    ...speak(dialects[name], port, tokens),
    async close() {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Socket.IO stands in a package of its own, so that only those who measure install it. */
function scriptOf(name: RivalName): string {
  if (name !== 'socket.io') return `servers/${name}.ts`
  installRivals()
  return 'rivals/socket.io.ts'
}

/** Joining and talking in a dialect. */
export function speak(dialect: Dialect, port: number, tokens: string[]): Omit<Rival, 'pid' | 'close'> {
  const { path, hello, wrap, seals = false } = dialect
  const body = 'x'.repeat(200)
  let messages = 0
  return {
    port,
    token: (at) => tokens[at] ?? '',
    made: () => messages,
    message() {
      messages += 1
      return wrap(JSON.stringify({ type: 'say', id: `m${messages}`, room: lobby, kind: 'text', body }))
    },
    async join(at, tally, onText) {
      const token = tokens[at]
      const protocols = token === undefined ? [] : [...offer(token), ...(seals ? [sealOffer] : [])]
      const options: LineOptions = { port, path, protocols: protocols.join(', '), tally }
      // Set before there is a line: an answer may come together with that to the upgrade.
      const isIn = new Promise<void>((resolve) => {
        let answers = hello?.answers ?? 0
        if (answers === 0) return resolve()
        options.onText = () => {
          answers -= 1
          if (answers === 0) resolve()
        }
      })
      const member = await (seals ? openSealed(options) : openBare(options))
      if (hello) member.send(hello.say)
      await isIn
      member.hear(onText)
      return member
    },
  }
}
