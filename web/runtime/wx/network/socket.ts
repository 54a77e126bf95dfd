import { guarded } from '../../browser/report'
import { checkUpgrade } from '../../browser/upgrade'
import { ApiFailure, answer, type Callbacks } from '../api'

interface ConnectOptions extends Callbacks {
  url: string
  protocols?: string[]
  // A browser sends no headers of its own with a WebSocket.
  header?: Record<string, string>
  timeout?: number
}

/** WeChat's: how many sockets may be open at once. */
const socketLimit = 5
let openSockets = 0
let lostOne = false

type Heard<T> = (event: T) => void

class SocketTask {
  readonly #socket: WebSocket
  readonly #heard = {
    open: new Set<Heard<{ header: object }>>(),
    message: new Set<Heard<{ data: string | ArrayBuffer }>>(),
    error: new Set<Heard<{ errMsg: string }>>(),
    close: new Set<Heard<{ code: number; reason: string }>>(),
  }

  constructor(url: string, protocols: string[]) {
    const socket = new WebSocket(url, protocols)
    this.#socket = socket
    openSockets++
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => {
      this.#tell('open', { header: {} })
      // A server that was away may have come back as a newer one.
      if (lostOne) void checkUpgrade()
    })
    socket.addEventListener('message', ({ data }) => this.#tell('message', { data }))
    socket.addEventListener('error', () => this.#tell('error', { errMsg: 'connectSocket:fail' }))
    socket.addEventListener('close', ({ code, reason }) => {
      openSockets--
      lostOne = true
      this.#tell('close', { code, reason })
    })
  }

  get readyState(): number {
    return this.#socket.readyState
  }

  send(options: Callbacks & { data: string | ArrayBuffer }) {
    return answer('sendSocketMessage', options, () => {
      if (this.#socket.readyState !== WebSocket.OPEN)
        throw new ApiFailure('SocketTask.readyState is not OPEN')
      this.#socket.send(options.data)
    })
  }

  close(options: Callbacks & { code?: number; reason?: string } = {}) {
    return answer('closeSocket', options, () => {
      const { code = 1000, reason = '' } = options
      // A browser refuses the codes that protocols keep for themselves; the far side hears 1000 instead.
      this.#socket.close(code === 1000 || (code >= 3000 && code < 5000) ? code : 1000, reason)
    })
  }

  onOpen(heard: Heard<{ header: object }>): void {
    this.#heard.open.add(heard)
  }

  onMessage(heard: Heard<{ data: string | ArrayBuffer }>): void {
    this.#heard.message.add(heard)
  }

  onError(heard: Heard<{ errMsg: string }>): void {
    this.#heard.error.add(heard)
  }

  onClose(heard: Heard<{ code: number; reason: string }>): void {
    this.#heard.close.add(heard)
  }

  #tell<K extends keyof SocketTask['heardOf']>(type: K, event: SocketTask['heardOf'][K]): void {
    const all = this.#heard[type] as Set<Heard<SocketTask['heardOf'][K]>>
    for (const heard of all) guarded(`socket ${type}`, () => heard(event))
  }

  // Only a type: what each listener is told.
  declare heardOf: {
    open: { header: object }
    message: { data: string | ArrayBuffer }
    error: { errMsg: string }
    close: { code: number; reason: string }
  }
}

/** `/group` is on the server that sent this page; `ws:` follows the page's own security. */
function socketUrl(url: string): string {
  const address = new URL(url, document.baseURI)
  if (address.protocol === 'http:') address.protocol = 'ws:'
  if (address.protocol === 'https:') address.protocol = 'wss:'
  return address.href
}

function connectSocket(options: ConnectOptions): SocketTask {
  if (openSockets >= socketLimit) {
    void answer('connectSocket', { fail: () => undefined, ...options }, () => {
      throw new ApiFailure('max connections reached')
    })
    throw new ApiFailure('connectSocket:fail max connections reached')
  }
  const task = new SocketTask(socketUrl(options.url), options.protocols ?? [])
  void answer('connectSocket', { success: () => undefined, ...options }, () => undefined)
  return task
}

export const sockets = { connectSocket }
