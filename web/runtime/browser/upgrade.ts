import { whenNothingIsLost } from './leaving'

/**
 * How an outdated tab finds out that the server was upgraded: version.json names the build that is served, and
 * the page knows its own. It is asked for when the network or the tab comes back, at most once in this many ms.
 */
const pause = 10_000
/** The build from which this tab has reloaded by itself. */
const reloadedKey = 'web:reloaded'

const own = document.querySelector('meta[name="build"]')?.getAttribute('content') ?? ''
const listeners = new Set<() => void>()
let asked = Number.NEGATIVE_INFINITY
let found = false

/** Calls `listener` once a newer build is served; at once when that is already known. */
export function onUpgrade(listener: () => void): void {
  listeners.add(listener)
  if (found) listener()
}

/** Reloads the page with the new script; its address keeps the place in the mini-program. */
export function applyUpgrade(): void {
  location.reload()
}

/** Asks the server which build it serves. An unreachable server changes nothing. */
export async function checkUpgrade(): Promise<void> {
  if (found || own === '' || performance.now() - asked < pause) return
  asked = performance.now()
  try {
    const response = await fetch('version.json', { cache: 'no-store' })
    const { build } = (await response.json()) as { build?: string }
    found = build !== undefined && build !== own
  } catch {
    return
  }
  if (!found) return
  for (const listener of listeners) listener()
  if (listeners.size === 0) reloadOnce()
}

/** For a mini-program that does not ask about upgrades. Only once, for a cache on the way may still serve the old page. */
function reloadOnce(): void {
  if (sessionStorage.getItem(reloadedKey) === own) return
  sessionStorage.setItem(reloadedKey, own)
  whenNothingIsLost(applyUpgrade)
}

/** Checks whenever the server may have been upgraded unnoticed: the network or the tab comes back. */
export function watchForUpgrade(): void {
  window.addEventListener('online', () => void checkUpgrade())
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void checkUpgrade()
  })
}
