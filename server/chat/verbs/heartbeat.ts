import type { Verb } from './verb'

/** Answers with the clock and the newest `seq` of each entered room, so that a lost tail is noticed. */
export const heartbeat: Verb<'heartbeat'> = (_frame, visitor, { ports }) => {
  const tops: Record<string, number> = {}
  for (const [room, feed] of visitor.entered) {
    if (ports.state.shared) feed.lookForTail()
    tops[room] = feed.top
  }
  return { type: 'heartbeat', time: ports.now(), tops }
}
