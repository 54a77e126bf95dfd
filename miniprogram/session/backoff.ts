const first = 500
const ceiling = 30_000

/**
 * Milliseconds to wait before attempt number `attempt` (from 0). Full jitter: a thousand phones that lost
 * the server together must not come back together.
 */
export function pause(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(ceiling, first * 2 ** Math.min(attempt, 10)))
}
