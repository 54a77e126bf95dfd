import { ApiFailure, answer, type Callbacks } from '../api'

export interface RequestOptions extends Callbacks {
  url: string
  data?: unknown
  header?: Record<string, string>
  method?: string
  /** In ms. */
  timeout?: number
  dataType?: string
  responseType?: 'text' | 'arraybuffer'
}

/** WeChat's default, in ms. */
const defaultTimeout = 60_000

function requestTask(options: RequestOptions) {
  const control = new AbortController()
  const headerListeners = new Set<(event: { header: object }) => void>()
  const timeout = setTimeout(() => control.abort('timeout'), options.timeout ?? defaultTimeout)
  const promise = answer('request', options, async () => {
    try {
      const response = await fetch(urlOf(options), { ...bodyOf(options), signal: control.signal })
      const header = Object.fromEntries(response.headers)
      for (const listener of headerListeners) listener({ header })
      return { data: await dataOf(response, options), statusCode: response.status, header, cookies: [] }
    } catch (error) {
      if (!control.signal.aborted) throw new ApiFailure(error instanceof Error ? error.message : 'network')
      throw new ApiFailure(control.signal.reason === 'timeout' ? 'timeout' : 'abort')
    } finally {
      clearTimeout(timeout)
    }
  })
  const task = {
    abort: () => control.abort(),
    onHeadersReceived: (listener: (event: { header: object }) => void) => headerListeners.add(listener),
    offHeadersReceived: (listener: (event: { header: object }) => void) => headerListeners.delete(listener),
    onChunkReceived: () => undefined,
    offChunkReceived: () => undefined,
  }
  return promise === undefined ? task : Object.assign(promise, task)
}

function urlOf({ url, data, method = 'GET' }: RequestOptions): string {
  const address = new URL(url, document.baseURI)
  if (method.toUpperCase() === 'GET' && typeof data === 'object' && data !== null)
    for (const [name, value] of Object.entries(data)) address.searchParams.set(name, String(value))
  return address.href
}

function bodyOf({ data, header = {}, method = 'GET' }: RequestOptions): RequestInit {
  const verb = method.toUpperCase()
  const headers = new Headers(header)
  if (verb === 'GET' || verb === 'HEAD' || data === undefined) return { method: verb, headers }
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  const plain = typeof data === 'string' || data instanceof ArrayBuffer
  if (plain) return { method: verb, headers, body: data }
  const form = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true
  const body = form ? new URLSearchParams(data as Record<string, string>) : JSON.stringify(data)
  return { method: verb, headers, body }
}

async function dataOf(
  response: Response,
  { dataType = 'json', responseType }: RequestOptions,
): Promise<unknown> {
  if (responseType === 'arraybuffer') return response.arrayBuffer()
  const text = await response.text()
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export const request = { request: requestTask }
