import { explain, t } from '../../i18n/index'
import { fileLabel } from '../../lib/file-label'
import { limits } from '../../protocol/index'
import type { Upload } from '../../uploads/upload'
import { sizeOf } from '../media-content/measure'

const minuteMs = 60_000
const mostBytes = {
  image: limits.imageBytes,
  voice: limits.voiceBytes,
  video: limits.videoBytes,
  file: limits.fileBytes,
}

type Named = Pick<Upload, 'kind' | 'name' | 'path'>

/** The name under which it is sent as a file. */
export function fileNameOf({ kind, name, path }: Named): string {
  const ending = /\.[a-z\d]{1,8}$/i.exec(path)?.[0] ?? ''
  return name || fileLabel({ kind, name }) + ending
}

/** Why it was not sent, and what would be taken. */
export function problemOf(upload: Pick<Upload, 'kind' | 'name' | 'path' | 'size'>, problem: string): string {
  const { kind, size } = upload
  switch (problem) {
    case 'wrong-type':
      return typesOf(upload)
    case 'broken-file':
      return t('upload.damaged')
    case 'file-too-large':
      return t('upload.too-large', { size: sizeOf(size), most: sizeOf(mostBytes[kind]) })
    case 'too-long':
      return kind === 'voice'
        ? t('upload.long-voice', { minutes: Math.floor(limits.voiceMs / minuteMs) })
        : t('upload.long-video', { minutes: Math.floor(limits.videoMs / minuteMs) })
    default:
      return explain(problem)
  }
}

/** HEIC is what iPhones make unless told otherwise, and no browser but Safari shows it. */
function typesOf({ kind, name, path }: Named): string {
  if (kind === 'image' && /\.hei[cf]$/i.test(name || path)) return t('upload.type-heic')
  return kind === 'file' ? explain('wrong-type') : t(`upload.type-${kind}`)
}
