import { chooseFiles } from '../../files/choose-files'
import { posterOf } from '../../files/video-poster'
import { viewPictures, viewVideo } from '../../overlays/viewer'
import { ApiFailure, asyncApi } from '../api'
import { addressOf } from './file-system'

interface Preview {
  urls: string[]
  current?: string | number
}

interface PreviewMedia {
  sources: Array<{ url: string; type?: 'image' | 'video' }>
  current?: number
}

interface Choose {
  count?: number
  mediaType?: string[]
  sourceType?: string[]
}

/** `kind`: what was asked for. Browsers know few types by name: Chromium none of HEIC on Windows, or of Matroska. */
async function tempFileOf(file: File, kind: string | undefined) {
  const fileType = file.type.split('/')[0] || kind
  const poster = fileType === 'video' ? await posterOf(file) : undefined
  return {
    tempFilePath: URL.createObjectURL(file),
    size: file.size,
    name: file.name,
    fileType,
    ...(poster !== undefined && { thumbTempFilePath: poster }),
  }
}

export const media = {
  previewImage: asyncApi('previewImage', ({ urls, current = 0 }: Preview) =>
    viewPictures(urls.map(addressOf), typeof current === 'number' ? current : urls.indexOf(current)),
  ),
  previewMedia: asyncApi('previewMedia', ({ sources, current = 0 }: PreviewMedia) => {
    const source = sources[current]
    const address = addressOf(source?.url ?? '')
    if (source?.type === 'video') viewVideo(address)
    else viewPictures([address], 0)
  }),
  /** Paths are `blob:` addresses, good until the page is closed. */
  chooseMedia: asyncApi(
    'chooseMedia',
    async ({ count = 9, mediaType = ['image', 'video'], sourceType }: Choose) => {
      const kinds = mediaType.includes('mix') ? ['image', 'video'] : mediaType
      const camera = sourceType?.length === 1 && sourceType[0] === 'camera'
      const files = await chooseFiles(kinds.map((kind) => `${kind}/*`).join(), count > 1, camera)
      if (files.length === 0) throw new ApiFailure('cancel')
      const tempFiles = await Promise.all(files.slice(0, count).map((file) => tempFileOf(file, kinds[0])))
      return { tempFiles, type: kinds.length > 1 ? 'mix' : kinds[0] }
    },
  ),
}
