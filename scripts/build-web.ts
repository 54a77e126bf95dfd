import { join } from 'node:path'
import { type Built, buildWeb } from '../web/build/build'

/** Bytes, gzipped, of the scripts that are new with each version, and for which a first visit waits: app.js and what it imports at once. */
export const appLimit = 125_000

/** Pages that come behind the first one, the rooms before all else. */
export const latePages = [
  ['pages/group-room/group-room', 'pages/direct-room/direct-room'],
  [
    'pages/people/people',
    'pages/room-details/room-details',
    'pages/person/person',
    'pages/find-person/find-person',
    'pages/new-room/new-room',
    'pages/account/account',
    'pages/forward/forward',
    'pages/bundle/bundle',
  ],
  ['pages/call/call', 'pages/call-web/call-web'],
]

interface WebRoomBuild {
  miniprogram: string
  /** iView as the mini-program has it: only what is used, in the colours of the pages. */
  iview?: string
  out: string
  /** Pages for which no first visit waits, as `buildWeb` takes them. */
  late?: readonly (readonly string[])[]
  /** Bytes, gzipped, that app.js may have. */
  limit?: number
}

/** Builds the web room, ready to be served. Throws when the script of the app gets too large. */
export async function buildWebRoom({
  miniprogram,
  iview = join(miniprogram, 'iview'),
  out,
  late = [],
  limit = appLimit,
}: WebRoomBuild): Promise<{ appBytes: number }> {
  const appBytes = appSize(await buildWeb({ miniprogram, iview, out, late, compress: true }))
  if (appBytes > limit)
    throw new Error(`app.js of the web room has ${appBytes} bytes gzipped, ${limit} are allowed`)
  return { appBytes }
}

function appSize({ app, sizes }: Built): number {
  return app.reduce((sum, name) => sum + (sizes[name]?.gzip ?? 0), 0)
}
