interface Failing {
  success?(result: object): void
  fail?(failure: { errMsg: string }): void
}

interface Kept {
  parts: Uint8Array[]
  size: number
  time: number
}

type Write = Failing & { filePath: string; data: ArrayBuffer }

const root = 'wxfile://usr'
const documents = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf']

/** The files of a phone and what WeChat does with them, with WeChat's limits and in its words. */
export class PhoneFiles {
  /** `ios`, `android`, `windows`, `mac`, or `web`. */
  platform = 'ios'
  /** What was done, one entry a call. */
  readonly done: string[] = []
  /** The rest of the phone leaves no more bytes than these to a program. */
  mostBytes = 200 * 1_048_576
  /** Whether somebody has just tapped: WeChat hands nothing on without. */
  isTapped = false
  /** The answer to the question whether a file is handed on. */
  confirms = true
  /** Whether its reader can read what it takes. */
  reads = true
  /** How a chat is chosen: `ok`, or what WeChat fails with. */
  chat = 'ok'
  /** How the album answers: `ok`, or what WeChat fails with. */
  album = 'ok'
  readonly #files = new Map<string, Kept>()
  readonly #folders = new Set([root])
  #time = 0

  /** Puts a file there as if it had been opened before. */
  fill(path: string, size: number): void {
    this.#folders.add(path.slice(0, path.lastIndexOf('/')))
    this.#keep(path, { parts: [], size, time: 0 })
  }

  get paths(): string[] {
    return [...this.#files.keys()]
  }

  get total(): number {
    return [...this.#files.values()].reduce((sum, { size }) => sum + size, 0)
  }

  contentOf(path: string): Buffer {
    return Buffer.concat(this.#files.get(path)?.parts ?? [])
  }

  /** The functions of `wx` that have to do with files. */
  get wx() {
    return {
      env: { USER_DATA_PATH: root },
      getDeviceInfo: () => ({ platform: this.platform, system: 'iOS 18' }),
      getFileSystemManager: () => this.#manager,
      previewImage: (options: Failing & { urls: string[] }) =>
        this.#show('picture', options.urls[0], options),
      previewMedia: (options: Failing & { sources: { url: string }[] }) =>
        this.#show('film', options.sources[0]?.url, options),
      openDocument: (options: Failing & { filePath: string; fileType?: string }) => {
        const type = options.fileType ?? options.filePath.split('.').at(-1) ?? ''
        if (this.reads && documents.includes(type))
          return this.#show(`document ${type}`, options.filePath, options)
        return options.fail?.({ errMsg: 'openDocument:fail filetype not supported' })
      },
      shareFileMessage: (options: Failing & { filePath: string; fileName?: string }) => {
        if (!this.isTapped)
          return options.fail?.({ errMsg: 'shareFileMessage:fail can only be invoked by user TAP gesture.' })
        if (this.chat !== 'ok') return options.fail?.({ errMsg: `shareFileMessage:${this.chat}` })
        return this.#show(`handed on as ${options.fileName}`, options.filePath, options)
      },
      saveFileToDisk: (options: Failing & { filePath: string }) =>
        this.#show('saved', options.filePath, options),
      saveImageToPhotosAlbum: (options: Failing & { filePath: string }) => {
        if (this.album !== 'ok') return options.fail?.({ errMsg: `saveImageToPhotosAlbum:${this.album}` })
        return this.#show('into the album', options.filePath, options)
      },
      openSetting: () => this.done.push('settings'),
      showModal: async ({ content }: { content: string }) => {
        this.done.push(`asked: ${content}`)
        this.isTapped = this.confirms
        return { confirm: this.confirms }
      },
    }
  }

  #show(how: string, path = '', { success, fail }: Failing): void {
    if (path.startsWith(root) && !this.#files.has(path)) return fail?.({ errMsg: 'fail file not found' })
    this.done.push(`${how}: ${path}`)
    success?.({})
  }

  #write(before: Kept | undefined, { filePath, data, success, fail }: Write): void {
    const name = filePath.slice(filePath.lastIndexOf('/') + 1)
    if (Buffer.byteLength(name) > 255) return fail?.({ errMsg: 'fail File name too long' })
    if (!this.#folders.has(filePath.slice(0, filePath.lastIndexOf('/'))))
      return fail?.({ errMsg: `fail no such file or directory, open ${filePath}` })
    if (this.total - (before ? 0 : (this.#files.get(filePath)?.size ?? 0)) + data.byteLength > this.mostBytes)
      return fail?.({ errMsg: 'fail the maximum size of the file storage limit is exceeded' })
    const { parts, size } = before ?? { parts: [], size: 0 }
    this.#keep(filePath, { parts: [...parts, new Uint8Array(data)], size: size + data.byteLength, time: 0 })
    success?.({})
  }

  #keep(path: string, kept: Kept): void {
    this.#time += 1
    this.#files.set(path, { ...kept, time: this.#time })
  }

  readonly #manager = {
    writeFile: (options: Write) => this.#write(undefined, options),
    appendFile: (options: Write) => {
      const before = this.#files.get(options.filePath)
      if (before) this.#write(before, options)
      else options.fail?.({ errMsg: `appendFile:fail no such file or directory, open ${options.filePath}` })
    },
    mkdirSync: (path: string) => {
      if (this.#folders.has(path)) throw new Error(`mkdirSync:fail file already exists ${path}`)
      this.#folders.add(path)
    },
    readdirSync: (path: string) => {
      if (!this.#folders.has(path)) throw new Error(`readdirSync:fail no such file or directory ${path}`)
      const inside = [...this.#files.keys(), ...this.#folders].filter((one) => one.startsWith(`${path}/`))
      return [...new Set(inside.map((one) => one.slice(path.length + 1).split('/')[0] ?? ''))]
    },
    statSync: (path: string) => {
      const file = this.#files.get(path)
      return { size: file?.size ?? 0, lastModifiedTime: file?.time ?? 0, isFile: () => file !== undefined }
    },
    unlinkSync: (path: string) => {
      if (!this.#files.delete(path)) throw new Error(`unlinkSync:fail no such file or directory ${path}`)
    },
  }
}
