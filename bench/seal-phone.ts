import { generateKeyPairSync, randomBytes } from 'node:crypto'

/** Run by `seal.ts` in a process of its own: prints figures in milliseconds, medians of many. */
function phone(): void {
  const begun = performance.now()
  // Loaded only now, so that the loading is measured.
  const { wrap } = require('../miniprogram/sealing/rsa') as typeof import('../miniprogram/sealing/rsa')
  const { nonceOf, openText, sealText } =
    require('../miniprogram/sealing/gcm') as typeof import('../miniprogram/sealing/gcm')
  const loadMs = rounded(performance.now() - begun)

  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const [key, secret, seed] = [randomBytes(32), randomBytes(64), randomBytes(32)]
  const message = JSON.stringify({
    type: 'say',
    id: 'm1',
    room: 'lobby',
    kind: 'text',
    body: '字'.repeat(200),
  })
  const page = JSON.stringify(Array.from({ length: 50 }, () => message))
  const [sealed, sealedPage] = [message, page].map((text) => sealText(text, key, nonceOf(1)))
  if (!sealed || !sealedPage) throw new Error('nothing was sealed')
  const figures = {
    loadMs,
    wrapMs: median(20, () => wrap(secret, spki, seed)),
    sealMs: median(200, () => sealText(message, key, nonceOf(1))),
    openMs: median(200, () => openText(sealed, key, nonceOf(1))),
    pageMs: median(20, () => openText(sealedPage, key, nonceOf(1))),
  }
  process.stdout.write(JSON.stringify(figures))
}

function median(runs: number, run: () => void): number {
  const took = Array.from({ length: runs }, () => {
    const begun = performance.now()
    run()
    return performance.now() - begun
  })
  return rounded(took.sort((one, other) => one - other)[runs >> 1] ?? 0)
}

function rounded(ms: number): number {
  return Math.round(ms * 1_000) / 1_000
}

phone()
