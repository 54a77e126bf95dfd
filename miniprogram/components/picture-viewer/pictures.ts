import { t } from '../../i18n/index'
import { when } from '../../lib/when'
import type { Line } from '../../messages/line'
import type { MediaBodyOf } from '../../protocol/index'

/** Pictures on either side of the one in view that can be swiped to, before the window moves on. */
const around = 20
/** So near to an end of the window it moves on. */
export const near = 2

/** One picture of a room as the viewer shows it. */
export interface Picture {
  /** The key of its line. */
  key: string
  /** 0 until the server has its message. */
  seq: number
  body: MediaBodyOf<'image'>
  /** Who sent it, and when. */
  title: string
}

/** The pictures among the lines of a room, the oldest first. */
export function picturesOf(lines: readonly Line[], now: number): Picture[] {
  const pictures: Picture[] = []
  for (const { key, seq, kind, media, from, time } of lines) {
    if (kind !== 'image' || !media || !('width' in media) || 'duration' in media) continue
    pictures.push({
      key,
      seq,
      body: media,
      title: t('viewer.of', { name: from.name, when: when(time, now) }),
    })
  }
  return pictures
}

/** Whether the window must move on: it ends close to the picture in view, and there are more behind its end. */
export function isNarrow(window: readonly Picture[], at: number, all: readonly Picture[]): boolean {
  const isFirst = window[0]?.key === all[0]?.key
  const isLast = window[window.length - 1]?.key === all[all.length - 1]?.key
  return (at < near && !isFirst) || (at >= window.length - near && !isLast)
}

/** The pictures around one of them: a swiper with all of a long room would not be smooth. */
export function windowOf(all: readonly Picture[], key: string): { pictures: Picture[]; at: number } {
  const place = all.findIndex((one) => one.key === key)
  const from = Math.max(0, place - around)
  return { pictures: all.slice(from, place + around + 1), at: place - from }
}

/** Which picture is in view once the one that was is gone: the next one, else the last. Nothing where none is left. */
export function heirOf(before: readonly Picture[], key: string, all: readonly Picture[]): string | undefined {
  const isLeft = new Set(all.map((one) => one.key))
  if (isLeft.has(key)) return key
  const place = before.findIndex((one) => one.key === key)
  const next = before.slice(place + 1).find((one) => isLeft.has(one.key))
  const earlier = before.slice(0, place).filter((one) => isLeft.has(one.key))
  return (next ?? earlier.pop())?.key
}

/** Whether nothing is to be drawn anew. */
export function isSame(some: readonly Picture[], others: readonly Picture[]): boolean {
  const isAs = ({ key, seq, title }: Picture, other: Picture | undefined) =>
    key === other?.key && seq === other.seq && title === other.title
  return some.length === others.length && some.every((one, at) => isAs(one, others[at]))
}
