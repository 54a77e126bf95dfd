import { guarded } from '../../browser/report'
import { checkUpgrade } from '../../browser/upgrade'
import { ApiFailure, answer, type Callbacks } from '../api'

interface ConnectOptions extends Callbacks {
  url: string
  protocols?: string[]
  // Ignored: a browser sends no custom headers with a WebSocket.
  header?: Record<string, string>
  timeout?: number
}

/** How many sockets WeChat lets be open at once. */
const socketLimit = 5
let openSockets = 0
let wasLost = false

/** What each kind of listener is called with. */
interface SocketEvents {
  open: { header: object }
  message: { data: string | ArrayBuffer }
  error: { errMsg: string }
  close: { code: number; reason: string }
}

type Listener<K extends keyof SocketEvents> = (event: SocketEvents[K]) => void

class SocketTask {
  readonly #socket: WebSocket
  readonly #listeners: { [K in keyof SocketEvents]: Set<Listener<K>> } = {
    open: new Set(),
    message: new Set(),
    error: new Set(),
    close: new Set(),
  }

  constructor(url: string, protocols: string[]) {
    const socket = new WebSocket(url, protocols)
    this.#socket = socket
    openSockets++
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => {
      this.#tell('open', { header: {} })
      // A server that was away may have come back as a newer one.
      if (wasLost) void checkUpgrade()
    })
    socket.addEventListener('message', ({ data }) => this.#tell('message', { data }))
    socket.addEventListener('error', () => this.#tell('error', { errMsg: 'connectSocket:fail' }))
    socket.addEventListener('close', ({ code, reason }) => {
      openSockets--
      wasLost = true
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
      // A browser refuses the codes that are reserved for protocols; the server receives 1000 instead.
      this.#socket.close(code === 1000 || (code >= 3000 && code < 5000) ? code : 1000, reason)
    })
  }

  onOpen(listener: Listener<'open'>): void {
    this.#listeners.open.add(listener)
  }

  onMessage(listener: Listener<'message'>): void {
    this.#listeners.message.add(listener)
  }

  onError(listener: Listener<'error'>): void {
    this.#listeners.error.add(listener)
  }

  onClose(listener: Listener<'close'>): void {
    this.#listeners.close.add(listener)
  }

  #tell<K extends keyof SocketEvents>(type: K, event: SocketEvents[K]): void {
    const all: Set<Listener<K>> = this.#listeners[type]
    for (const listener of all) guarded(`socket ${type}`, () => listener(event))
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
