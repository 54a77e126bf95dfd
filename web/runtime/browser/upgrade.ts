/**
 * An old tab after the server was upgraded: its script is not the one the server hands out any more.
 * version.json names the build that is served; the page knows its own. Asked when the network or the tab
 * comes back, which is when a socket does, and at most once in this many ms.
 */
const pause = 10_000
/** Which build this tab has left behind by itself. */
const reloadedKey = 'web:reloaded'

const own = document.querySelector('meta[name="build"]')?.getAttribute('content') ?? ''
const heardOf = new Set<() => void>()
let asked = Number.NEGATIVE_INFINITY
let found = false

/** Calls `heard` once a newer build is served; at once when that is known already. */
export function onUpgrade(heard: () => void): void {
  heardOf.add(heard)
  if (found) heard()
}

/** Loads the page again, with the new script; the place in the mini-program is kept by its address. */
export function applyUpgrade(): void {
  location.reload()
}

/** Asks the server which build it serves. A server that cannot be asked is no news. */
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
  for (const heard of heardOf) heard()
  if (heardOf.size === 0) reloadOnce()
}

/** For a mini-program that does not ask about upgrades: once, for a cache on the way may still hand out the old page. */
function reloadOnce(): void {
  if (sessionStorage.getItem(reloadedKey) === own) return
  sessionStorage.setItem(reloadedKey, own)
  applyUpgrade()
}

/** Watches for the moments at which a server may have been upgraded unseen. */
export function watchForUpgrade(): void {
  window.addEventListener('online', () => void checkUpgrade())
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void checkUpgrade()
  })
}
