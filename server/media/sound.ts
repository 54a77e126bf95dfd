import { parseFile } from 'music-metadata'
import type { MediaBodyOf } from '#protocol'
import { MediaRefused } from './media-refused'

/** What players of both systems play, by what the bytes say they are; an MP4 may hold sound alone. */
export const soundTypes: Record<string, MediaBodyOf<'voice'>['type']> = {
  'audio/mpeg': 'audio/mpeg',
  'audio/aac': 'audio/aac',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'video/mp4': 'audio/mp4',
}

/** Milliseconds of a sound. */
export async function soundLength(path: string): Promise<number> {
  const { format } = await parseFile(path, { duration: true, skipCovers: true }).catch(() => {
    throw new MediaRefused('broken-file')
  })
  if (format.hasVideo) throw new MediaRefused('wrong-type')
  const ms = Math.round((format.duration ?? 0) * 1_000)
  if (!(ms > 0)) throw new MediaRefused('broken-file')
  return ms
}
