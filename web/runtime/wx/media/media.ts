import { chooseFiles } from '../../files/choose-files'
import { posterOf } from '../../files/video-poster'
import { previewPictures, previewVideo } from '../../overlays/dialogs'
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

async function tempFileOf(file: File) {
  const fileType = file.type.split('/')[0]
  const poster = fileType === 'video' ? await posterOf(file) : undefined
  return {
    tempFilePath: URL.createObjectURL(file),
    size: file.size,
    fileType,
    ...(poster !== undefined && { thumbTempFilePath: poster }),
  }
}

export const media = {
  previewImage: asyncApi('previewImage', ({ urls, current = 0 }: Preview) =>
    previewPictures(urls.map(addressOf), typeof current === 'number' ? current : urls.indexOf(current)),
  ),
  previewMedia: asyncApi('previewMedia', ({ sources, current = 0 }: PreviewMedia) => {
    const source = sources[current]
    const address = addressOf(source?.url ?? '')
    if (source?.type === 'video') previewVideo(address)
    else previewPictures([address], 0)
  }),
  /** Paths are `blob:` addresses, good until the page is closed. */
  chooseMedia: asyncApi(
    'chooseMedia',
    async ({ count = 9, mediaType = ['image', 'video'], sourceType }: Choose) => {
      const kinds = mediaType.includes('mix') ? ['image', 'video'] : mediaType
      const camera = sourceType?.length === 1 && sourceType[0] === 'camera'
      const files = await chooseFiles(kinds.map((kind) => `${kind}/*`).join(), count > 1, camera)
      if (files.length === 0) throw new ApiFailure('cancel')
      const tempFiles = await Promise.all(files.slice(0, count).map(tempFileOf))
      return { tempFiles, type: kinds.length > 1 ? 'mix' : kinds[0] }
    },
  ),
}
