import type { MediaBody } from '../../protocol/index'

/** Pixels of the box of a picture or a video in a list. */
const widest = 220
const highest = 280
/** So that a finger still finds what is very flat or narrow. */
const least = 60

/** Width and height of the box, in the shape of what will be in it. */
export function boxOf({ width, height }: { width: number; height: number }): {
  width: number
  height: number
} {
  const scale = Math.min(1, widest / width, highest / height)
  return {
    width: Math.max(least, Math.round(width * scale)),
    height: Math.max(least, Math.round(height * scale)),
  }
}

/** A length, as `0:07` or `12:30`; none is shorter than a second. */
export function clockOf(ms: number): string {
  return placeOf(Math.max(1_000, ms + 500))
}

/** A place in something that plays: what is over of it, in whole seconds. */
export function placeOf(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** `812 B`, `64 KB`, `3.4 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`
  if (bytes < 1_048_576) return `${Math.round(bytes / 1_024)} KB`
  return `${(bytes / 1_048_576).toFixed(1)} MB`
}

/** The style of a box, which keeps its shape where a narrow screen makes it smaller; of a voice message it grows with its length. */
export function styleOf(media: MediaBody): string {
  if ('width' in media) {
    const { width, height } = boxOf(media)
    return `width: ${width}px; --tall: ${Math.round((10_000 * height) / width) / 100}%`
  }
  return 'duration' in media ? `width: ${Math.round(88 + Math.min(60, media.duration / 1_000) * 2)}px` : ''
}
