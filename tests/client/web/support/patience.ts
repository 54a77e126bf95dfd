/**
 * Milliseconds that one thing in a browser may take. Far beyond what it does take, also on a busy machine: only a
 * fault reaches it.
 */
export const patienceMs = 120_000

/** Limits of every test in a browser, for Vitest. Many things come one after the other in some. */
export const limits = {
  testTimeout: 5 * patienceMs,
  hookTimeout: 5 * patienceMs,
  expect: { poll: { timeout: patienceMs } },
}
