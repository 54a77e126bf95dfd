import { chooseFiles } from '../../files/choose-files'
import { downloadName } from '../../files/download-name'
import { ApiFailure, asyncApi } from '../api'

interface Choose {
  count?: number
  type?: string
}

interface Download {
  url: string
  filePath?: string
}

/** What was downloaded, by the path that the program gave it: good until the page is closed. */
const downloads = new Map<string, string>()

interface Read {
  filePath: string
  position?: number
  length?: number
}

/** Of a `blob:` address, as the pickers give it. */
const readFile = asyncApi('readFile', async ({ filePath, position = 0, length }: Read) => {
  const file = await (await fetch(filePath)).blob()
  const part = file.slice(position, length === undefined ? file.size : position + length)
  return { data: await part.arrayBuffer() }
})

export const files = {
  env: { USER_DATA_PATH: 'wxfile://usr' },

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

  getFileSystemManager: () => ({ readFile }),

  downloadFile: asyncApi('downloadFile', async ({ url, filePath }: Download) => {
    const answer = await fetch(url).catch(() => {
      throw new ApiFailure('network')
    })
    const content = URL.createObjectURL(await answer.blob())
    const path = filePath ?? content
    downloads.set(path, content)
    return { statusCode: answer.status, filePath: path, tempFilePath: path }
  }),

  /** Saves it: a file opened in this origin could run scripts here. */
  openDocument: asyncApi('openDocument', ({ filePath }: { filePath: string }) => {
    const content = downloads.get(filePath)
    if (content === undefined) throw new ApiFailure('no such file')
    const link = document.createElement('a')
    link.href = content
    link.download = downloadName(filePath.split('/').at(-1) ?? 'file')
    link.click()
    return {}
  }),
}
