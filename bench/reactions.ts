import { setTimeout as wait } from 'node:timers/promises'
import { median, round } from './figures'
import { fill } from './flood'
import type { Tally } from './line'
import { measure } from './load'
import type { Member } from './member'
import type { Rival } from './rival'
import { openShipped, room } from './shipped'

const members = 1_000
const repetitions = 5
/** Milliseconds after which what was gathered has long been told. */
const quietMs = 3_000

/** What the members do, all of these people at the same moment. */
const situations = [
  { what: 'one message', people: 1 },
  { what: 'one reaction', people: 1 },
  { what: 'messages', people: members },
  { what: 'reactions to one message', people: members },
]

export interface ReactionRow {
  'in a room of 1,000': string
  people: number
  /** All that a member gets of it, beside the answer to their own. */
  'frames a member': number
  'bytes a member': number
  'server CPU ms': number
}

/** What reactions cost, next to as many messages: what everybody in the room gets of them, and the server's processor. */
export async function reactions(): Promise<ReactionRow[]> {
  const server = await openShipped(members + 1)
  try {
    const tally: Tally = { frames: 0, bytes: 0 }
    const lines = await fill(server, members, tally)
    const author = new Author(server)
    await author.join(members, tally)
    const rows: ReactionRow[] = []
    for (const { what, people } of situations) {
      const runs: Array<Awaited<ReturnType<typeof costOf>>> = []
      for (let run = 0; run < repetitions; run += 1)
        runs.push(await costOf(what, lines.slice(0, people), author, server, tally))
      const middle = (of: (run: (typeof runs)[number]) => number) => round(median(runs.map(of)))
      rows.push({
        'in a room of 1,000': what,
        people,
        'frames a member': middle(({ frames }) => (frames - people) / members),
        'bytes a member': middle(({ bytes }) => bytes / members),
        'server CPU ms': middle(({ cpu }) => cpu * 1_000),
      })
    }
    for (const line of lines) line.close()
    return rows
  } finally {
    await server.close()
  }
}

/** Reactions go to a message of their own. */
async function costOf(what: string, people: Member[], author: Author, server: Rival, tally: Tally) {
  const isReaction = what.includes('reaction')
  const seq = isReaction ? await author.say() : 0
  await wait(quietMs)
  const before = { ...tally }
  const { server: cpu } = await measure(server.pid, async () => {
    for (const [at, one] of people.entries()) one.send(isReaction ? reactionTo(seq, at) : server.message())
    await wait(quietMs)
  })
  return { cpu, frames: tally.frames - before.frames, bytes: tally.bytes - before.bytes }
}

/** Somebody who hears everything, and says what the others react to. */
class Author {
  readonly #server: Rival
  #line: Member | undefined
  #accepted: (seq: number) => void = () => undefined

  constructor(server: Rival) {
    this.#server = server
  }

  async join(at: number, tally: Tally): Promise<void> {
    this.#line = await this.#server.join(at, tally, (text) => {
      const frame = JSON.parse(text.toString()) as { type: string; seq: number }
      if (frame.type === 'accepted') this.#accepted(frame.seq)
    })
  }

  /** The `seq` of what was said. */
  say(): Promise<number> {
    return new Promise((resolve) => {
      this.#accepted = resolve
      this.#line?.send(this.#server.message())
    })
  }
}

function reactionTo(seq: number, at: number): string {
  return JSON.stringify({ type: 'react', id: `r${at}`, room, seq, emoji: '👍', on: true })
}
