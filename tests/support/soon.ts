/**
 * For `vi.waitFor`: milliseconds in which something must have come about. Far beyond what it takes, also on a busy
 * machine: only a fault reaches it. What `expect.poll` waits is in `vitest.config.ts`.
 */
export const soon = { timeout: 60_000, interval: 50 }
