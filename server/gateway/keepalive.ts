import { closes, limits } from '#protocol'
import type { Ports } from '../chat/ports'
import type { Connection } from './connection'

const everyMs = 1_000

/** Wall time, by which tokens expire, and the monotonic clock, by which answers are waited for. */
type Clocks = Pick<Ports, 'now' | 'elapsed'>

/** What is looked at of a connection. */
type Kept = Pick<Connection, 'identity' | 'aliveAt' | 'pingAt' | 'ping' | 'close'>

/**
 * Keeps an eye on every socket: pings it each 25 s, closes it when the pings stay unanswered (bytes that are
 * taken tell nothing: the kernel takes some 10 MB for a reader who has stopped), and when its token expires.
 * Each socket has its own second, so that a thousand are not pinged at once.
 */
export function startKeepalive(connections: Iterable<Kept>, clocks: Clocks): { stop(): void } {
  const timer = setInterval(() => {
    const [now, elapsed] = [clocks.now(), clocks.elapsed()]
    for (const connection of connections) check(connection, now, elapsed)
  }, everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

function check(connection: Kept, now: number, elapsed: number): void {
  if (now >= connection.identity.expires) return connection.close(closes.expired)
  if (elapsed - connection.aliveAt > limits.deadPeerMs) return connection.close(closes.silent)
  if (elapsed < connection.pingAt) return
  connection.ping()
  connection.pingAt = elapsed + limits.heartbeatMs
}
