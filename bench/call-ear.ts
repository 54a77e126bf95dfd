import type { Somebody } from '../tests/e2e/support/somebody'

/** What a page has heard of the other end of a call. All are times of its machine, in milliseconds. */
interface Heard {
  /** The last tap before the first sound. */
  tapped: number
  /** The first packet of the voice that was played, and the last one. */
  first: number
  last: number
  /** The longest time between two of them. */
  silence: number
}

declare const window: { connections: RTCPeerConnection[]; heard: Heard; ear?: ReturnType<typeof setInterval> }

/** Begins to listen anew, to the connections that the page keeps. */
export async function listenFrom({ page }: Somebody): Promise<void> {
  await page.evaluate(listen)
}

/** Waits until the page hears the other end, after at least so many milliseconds in which it did not: what it has heard then. */
export async function hearing({ page }: Somebody, silentMs: number): Promise<Heard> {
  await page.waitForFunction((ms) => window.heard.first > 0 && window.heard.silence >= ms, silentMs)
  return page.evaluate(() => window.heard)
}

/** Runs in the page. */
function listen(): void {
  const everyMs = 5
  const heard: Heard = { tapped: 0, first: 0, last: 0, silence: 0 }
  const now = () => performance.timeOrigin + performance.now()
  // A source is there once a packet of it was played, and its time is that of the last one.
  const played = () =>
    window.connections
      .filter(({ connectionState }) => connectionState !== 'closed')
      .flatMap((connection) => connection.getReceivers())
      .filter(({ track }) => track.kind === 'audio')
      .flatMap((receiver) => receiver.getSynchronizationSources())
      .map(({ timestamp }) => timestamp)
      .join()
  let before = ''
  window.heard = heard
  clearInterval(window.ear)
  addEventListener(
    'click',
    () => {
      if (heard.first === 0) heard.tapped = now()
    },
    true,
  )
  window.ear = setInterval(() => {
    const packet = played()
    if (packet === before || packet === '') return
    before = packet
    const at = now()
    if (heard.first === 0) heard.first = at
    else heard.silence = Math.max(heard.silence, at - heard.last)
    heard.last = at
  }, everyMs)
}
