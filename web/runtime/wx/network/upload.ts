import { ApiFailure, answer, type Callbacks } from '../api'

interface UploadOptions extends Callbacks {
  url: string
  /** What a picker gave: an address of kind `blob:`. */
  filePath: string
  name: string
  header?: Record<string, string>
  formData?: Record<string, string>
  /** In ms. */
  timeout?: number
}

type Progress = (at: { progress: number; totalBytesSent: number; totalBytesExpectedToSend: number }) => void

/** One file as multipart/form-data. Not `fetch`, which reports no progress. */
function uploadTask(options: UploadOptions) {
  const call = new XMLHttpRequest()
  const listeners = new Set<Progress>()
  call.upload.addEventListener('progress', ({ loaded, total }) => {
    const progress = total === 0 ? 0 : Math.round((loaded / total) * 100)
    for (const listener of listeners)
      listener({ progress, totalBytesSent: loaded, totalBytesExpectedToSend: total })
  })
  const promise = answer('uploadFile', options, async () => send(call, options, await formOf(options)))
  const task = {
    abort: () => call.abort(),
    onProgressUpdate: (listener: Progress) => listeners.add(listener),
    offProgressUpdate: (listener: Progress) => listeners.delete(listener),
    onHeadersReceived: () => undefined,
    offHeadersReceived: () => undefined,
  }
  return promise === undefined ? task : Object.assign(promise, task)
}

async function formOf({ filePath, name, formData = {} }: UploadOptions): Promise<FormData> {
  const file = await read(filePath)
  const form = new FormData()
  for (const [field, value] of Object.entries(formData)) form.append(field, value)
  form.append(name, file, file instanceof File ? file.name : 'file')
  return form
}

/** The file was moved or changed since it was chosen, or the address is of a page that is closed: said as WeChat says it. */
async function read(filePath: string): Promise<Blob> {
  try {
    return await (await fetch(filePath)).blob()
  } catch {
    throw new ApiFailure('file not found')
  }
}

function send(
  call: XMLHttpRequest,
  { url, header = {}, timeout }: UploadOptions,
  form: FormData,
): Promise<object> {
  return new Promise((resolve, reject) => {
    call.open('POST', new URL(url, document.baseURI).href)
    for (const [name, value] of Object.entries(header)) {
      // The browser writes this one itself, with the boundary.
      if (name.toLowerCase() !== 'content-type') call.setRequestHeader(name, value)
    }
    call.timeout = timeout ?? 60_000
    call.addEventListener('load', () => resolve({ data: call.responseText, statusCode: call.status }))
    for (const type of ['error', 'abort', 'timeout'] as const)
      call.addEventListener(type, () => reject(new ApiFailure(type)))
    call.send(form)
  })
}

export const upload = { uploadFile: uploadTask }
