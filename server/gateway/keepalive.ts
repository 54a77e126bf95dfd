import { closes, limits } from '#protocol'
import type { Ports } from '../chat/ports'
import type { Connection } from './connection'

const everyMs = 1_000

/** The clock of the world, by which tokens end, and the one that nobody sets, by which people are waited for. */
type Clocks = Pick<Ports, 'now' | 'elapsed'>

/**
 * Keeps an eye on every socket: pings it each 25 s, cuts it when the pings stay unanswered, when bytes
 * alone tell nothing (the kernel takes some 10 MB for a reader who has stopped), and when its token ends.
 * Each socket has its own second, so that a thousand are not pinged at once.
 */
export function startKeepalive(connections: Iterable<Connection>, clocks: Clocks): { stop(): void } {
  const timer = setInterval(() => {
    const [now, elapsed] = [clocks.now(), clocks.elapsed()]
    for (const connection of connections) check(connection, now, elapsed)
  }, everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

function check(connection: Connection, now: number, elapsed: number): void {
  if (now >= connection.identity.expires) return connection.close(closes.expired)
  if (elapsed - connection.aliveAt > limits.deadPeerMs) return connection.close(closes.silent)
  if (elapsed < connection.pingAt) return
  connection.ping()
  connection.pingAt = elapsed + limits.heartbeatMs
}
