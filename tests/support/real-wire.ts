import { WebSocket } from 'ws'
import type { HttpAnswer, HttpRequest } from '../../miniprogram/api/http'
import { sealedRequests } from '../../miniprogram/api/sealed-http'
import { sealedSockets } from '../../miniprogram/sealing/sealed-socket'
import type { OpenSocket, Socket, SocketEvents } from '../../miniprogram/session/ports'
import type { TestServer } from './real-server'
import { sealPlatform } from './seal-platform'
import { breathe } from './virtual-clock'
import type { Wire } from './wire'

/** Real sockets and requests to a server, and word of when nothing is under way on them. */
export class RealWire implements Wire {
  readonly addresses: { group: string; direct: string }
  readonly #httpUrl: string
  readonly #sockets = new Set<WebSocket>()
  /** What waits for an answer: dials, requests, frames with an id. */
  readonly #waiting = new Set<unknown>()
  #isFresh = true

  constructor({ httpUrl, groupUrl, directUrl }: TestServer) {
    this.#httpUrl = httpUrl
    this.addresses = { group: groupUrl, direct: directUrl }
  }

  dial(url: string, protocols: string[], events: SocketEvents): Socket {
    const dialling = {}
    const own = new Map<string, object>()
    this.#begin(dialling)
    let bare: WebSocket | undefined
    const open: OpenSocket = (...args) => {
      const socket = this.#open(...args)
      bare = socket
      return { send: (text) => socket.send(text), close: () => this.#close(socket) }
    }
    const sealed = sealedSockets(open, sealPlatform, [])(url, protocols, {
      opened: () => {
        this.#end(dialling)
        events.opened()
      },
      message: (text) => {
        const { id } = JSON.parse(text) as { id?: string }
        this.#end(own.get(id ?? ''))
        events.message(text)
      },
      closed: (code, reason) => {
        this.#end(dialling)
        for (const frame of own.values()) this.#end(frame)
        events.closed(code, reason)
      },
    })
    const isOpen = () => bare?.readyState === WebSocket.OPEN
    return {
      send: (text) => (isOpen() ? this.#send(sealed, text, own) : undefined),
      close: () => sealed.close(),
    }
  }

  #open(url: string, protocols: string[], events: SocketEvents): WebSocket {
    const socket = new WebSocket(url, protocols)
    this.#sockets.add(socket)
    socket.on('open', () => events.opened())
    socket.on('message', (data: Buffer) => events.message(String(data)))
    // The close that follows says all there is to say.
    socket.on('error', () => {})
    socket.on('close', (code, reason) => {
      this.#sockets.delete(socket)
      events.closed(code, String(reason))
    })
    return socket
  }

  /** Its answers come sealed, as on a phone. */
  readonly request = sealedRequests((request) => this.#ask(request), sealPlatform, [])

  async #ask({ method, path, body, token, seal }: HttpRequest): Promise<HttpAnswer> {
    const request = {}
    this.#begin(request)
    try {
      const headers = {
        ...(body && { 'content-type': 'application/json' }),
        ...(seal !== undefined && { seal }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      }
      const answer = await fetch(this.#httpUrl + path, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
    } finally {
      this.#end(request)
    }
  }

  /** Resolves when everything has its answer, and what that set off has arrived. */
  settle = async (): Promise<void> => {
    await breathe()
    while (this.#isFresh || this.#waiting.size > 0) {
      this.#isFresh = false
      // A room is written at the end of a turn of the loop, and read in a later one.
      for (let turn = 0; turn < 4 || this.#waiting.size > 0; turn += 1) await new Promise(setImmediate)
    }
  }

  /** Waits for this too before anything counts as settled. */
  async track<T>(work: Promise<T>): Promise<T> {
    this.#begin(work)
    try {
      return await work
    } finally {
      this.#end(work)
    }
  }

  /** Cuts every connection without a word. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.terminate()
  }

  #send(socket: Socket, text: string, own: Map<string, object>): void {
    const { id } = JSON.parse(text) as { id?: string }
    const frame = {}
    if (id !== undefined) {
      own.set(id, frame)
      this.#begin(frame)
    }
    this.#isFresh = true
    socket.send(text)
  }

  #close(socket: WebSocket): void {
    // The phone's side is gone at once, whatever the far end does.
    if (socket.readyState < WebSocket.CLOSING) socket.terminate()
  }

  #begin(what: unknown): void {
    this.#isFresh = true
    this.#waiting.add(what)
  }

  #end(what: unknown): void {
    this.#isFresh = true
    this.#waiting.delete(what)
  }
}
