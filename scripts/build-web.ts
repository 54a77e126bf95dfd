import { join } from 'node:path'
import { type Built, buildWeb } from '../web/build/build'

/** Bytes, gzipped, of the script that is new with each version, and for which a first visit waits. */
export const appLimit = 182_000

interface WebRoomBuild {
  miniprogram: string
  /** iView as the mini-program has it: only what is used, in the colours of the pages. */
  iview?: string
  out: string
  /** Bytes, gzipped, that app.js may have. */
  limit?: number
}

/** Builds the web room, ready to be served. Throws when the script of the app gets too large. */
export async function buildWebRoom({
  miniprogram,
  iview = join(miniprogram, 'iview'),
  out,
  limit = appLimit,
}: WebRoomBuild): Promise<{ appBytes: number }> {
  const appBytes = appSize(await buildWeb({ miniprogram, iview, out, compress: true }))
  if (appBytes > limit)
    throw new Error(`app.js of the web room has ${appBytes} bytes gzipped, ${limit} are allowed`)
  return { appBytes }
}

function appSize({ sizes }: Built): number {
  const app = Object.keys(sizes).find((name) => /^app\..*\.js$/.test(name)) ?? ''
  return sizes[app]?.gzip ?? 0
}
