import { setTimeout as wait } from 'node:timers/promises'
import type { Tally } from './line'
import type { Member } from './member'
import type { Rival } from './rival'

/** Members who send, in turn. */
const senders = 32
/** Members that are let in at a time. */
const doorWidth = 100
/** Milliseconds after which nobody is told any more of who has come. */
const calmMs = 1_300

/** Lets everybody in, and waits until it is quiet. */
export async function fill(
  rival: Pick<Rival, 'join'>,
  members: number,
  tally: Tally,
  onText?: (text: Buffer) => void,
): Promise<Member[]> {
  const lines: Member[] = []
  for (let at = 0; at < members; at += doorWidth) {
    const group = Array.from({ length: Math.min(doorWidth, members - at) }, (_, more) => at + more)
    lines.push(...(await Promise.all(group.map((one) => rival.join(one, tally, onText)))))
  }
  await wait(calmMs)
  return lines
}

/** Sends for a while with so many messages on their way; how many deliveries came of it, all of them. */
export async function flood(
  rival: Rival,
  lines: Member[],
  tally: Tally,
  inFlight: number,
  ms: number,
): Promise<number> {
  const begun = tally.frames
  const end = performance.now() + ms
  const mouths = lines.slice(0, senders)
  let sent = 0
  for (;;) {
    // What has not come to all of them is on its way still.
    const arrived = Math.floor((tally.frames - begun) / lines.length)
    if (performance.now() < end)
      for (; sent - arrived < inFlight; sent += 1) mouths[sent % mouths.length]?.send(rival.message())
    else if (arrived >= sent) return tally.frames - begun
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/**
 * Sends so many messages a second for a while, whatever comes back; `onSend` is told when each was due.
 * Resolves when everybody has got everything.
 */
export async function stream(
  rival: Rival,
  lines: Member[],
  tally: Tally,
  perSecond: number,
  ms: number,
  onSend: (due: number) => void,
): Promise<void> {
  const begun = tally.frames
  const start = performance.now()
  const mouths = lines.slice(0, senders)
  const total = Math.floor((perSecond * ms) / 1_000)
  let sent = 0
  while ((tally.frames - begun) / lines.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1_000) * perSecond))
    for (; sent < due; sent += 1) {
      onSend(start + (sent / perSecond) * 1_000)
      mouths[sent % mouths.length]?.send(rival.message())
    }
    // Rests in between: a generator that spins takes a core from the server.
    await wait(1)
  }
}
