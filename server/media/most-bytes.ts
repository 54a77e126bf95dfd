import { limits, type MediaKind } from '#protocol'

/** Bytes that an upload of each kind may have. */
export const mostBytes: Record<MediaKind, number> = {
  image: limits.imageBytes,
  voice: limits.voiceBytes,
  video: limits.videoBytes,
  file: limits.fileBytes,
}
