import { chooseFiles } from '../../files/choose-files'
import { downloadName } from '../../files/download-name'
import { ApiFailure, asyncApi } from '../api'
import { contentOf } from './file-system'

interface Choose {
  count?: number
  type?: string
}

interface Share {
  filePath: string
  fileName?: string
}

/** Milliseconds after which a browser has begun to save what it was given. */
const savedMs = 60_000

function save(filePath: string, fileName?: string): void {
  const content = contentOf(filePath)
  if (!content) throw new ApiFailure('no such file')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = downloadName(fileName ?? filePath.split('/').at(-1) ?? 'file')
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), savedMs)
}

export const files = {
  chooseMessageFile: asyncApi('chooseMessageFile', async ({ count = 100, type = 'all' }: Choose) => {
    const chosen = await chooseFiles(type === 'image' || type === 'video' ? `${type}/*` : '', count > 1)
    if (chosen.length === 0) throw new ApiFailure('cancel')
    const tempFiles = chosen.slice(0, count).map((file) => ({
      path: URL.createObjectURL(file),
      name: file.name,
      size: file.size,
      type: 'file',
      time: Math.floor(file.lastModified / 1_000),
    }))
    return { tempFiles }
  }),

  /** There are no chats to pass a file to: it is saved. Not opened, for in this origin it could run scripts. */
  shareFileMessage: asyncApi('shareFileMessage', ({ filePath, fileName }: Share) => {
    save(filePath, fileName)
    return {}
  }),

  /** There is no album, either. */
  saveImageToPhotosAlbum: asyncApi('saveImageToPhotosAlbum', ({ filePath }: Share) => {
    save(filePath)
    return {}
  }),
}
