import type { Command } from '../context'

/** Answers with the clock and the newest `seq` of each entered room, so that a lost tail is noticed. */
export const heartbeat: Command<'heartbeat'> = (_frame, client, { ports, hubs }) => {
  const tops: Record<string, number> = {}
  for (const room of client.entered) {
    const hub = hubs.get(room)
    if (!hub) continue
    if (ports.state.shared) hub.state.lookForTail()
    tops[room] = hub.state.top
  }
  return { type: 'heartbeat', time: ports.now(), tops }
}
