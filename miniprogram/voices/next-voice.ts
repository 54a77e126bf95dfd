import type { Line } from '../messages/line'
import type { MediaBodyOf } from '../protocol/index'

/** A voice message of a room. */
export interface Voice {
  room: string
  media: string
  /** Its length, ms. */
  duration: number
  /** Who speaks; empty where its line is not known. */
  name: string
  /** The key of its line; empty where that is not known. */
  key: string
  /** Its message; 0 where that is not known, or not said yet. */
  seq: number
}

/** The voice message with these bytes among the lines of a room. */
export function voiceOf(
  room: string,
  { media, duration }: MediaBodyOf<'voice'>,
  lines: readonly Line[],
): Voice {
  const line = lines.find((one) => one.media?.media === media)
  return { room, media, duration, name: line?.from.name ?? '', key: line?.key ?? '', seq: line?.seq ?? 0 }
}

/** The first voice message of somebody else behind this one that was not heard yet. */
export function nextVoice(
  { room, key }: Voice,
  lines: readonly Line[],
  isHeard: (media: string) => boolean,
): Voice | undefined {
  const at = lines.findIndex((line) => line.key === key)
  if (at < 0) return undefined
  for (const { kind, mine, media } of lines.slice(at + 1))
    if (kind === 'voice' && !mine && isVoice(media) && !isHeard(media.media))
      return voiceOf(room, media, lines)
  return undefined
}

function isVoice(media: Line['media']): media is MediaBodyOf<'voice'> {
  return media !== undefined && 'duration' in media
}
