import { closes, limits } from '#protocol'
import type { Connection } from './connection'

const everyMs = 1_000

/**
 * Keeps an eye on every socket: pings it each 25 s, cuts it when the pings stay unanswered, when bytes
 * alone tell nothing (the kernel takes some 10 MB for a reader who has stopped), and when its token ends.
 * Each socket has its own second, so that a thousand are not pinged at once.
 */
export function startPulse(connections: Iterable<Connection>, now: () => number): { stop(): void } {
  const timer = setInterval(() => {
    const time = now()
    for (const connection of connections) check(connection, time)
  }, everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

function check(connection: Connection, time: number): void {
  if (time >= connection.identity.expires) return connection.close(closes.expired)
  if (time - connection.aliveAt > limits.deadPeerMs) return connection.close(closes.silent)
  if (time < connection.pingAt) return
  connection.ping()
  connection.pingAt = time + limits.heartbeatMs
}
