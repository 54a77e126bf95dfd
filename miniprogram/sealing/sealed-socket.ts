import { closes, isSealingFrame, sealOffer } from '../protocol/index'
import type { OpenSocket, Socket, SocketEvents } from '../session/ports'
import type { SealPlatform } from './platform'
import { randomLength, SocketSeal } from './socket-seal'
import { trusted } from './trust'

/** Said by this program itself: the server is not the one that it was built for. */
export const untrusted = { code: 4599, reason: 'not the server of this program' } as const

/** Sockets that count as open when they are sealed, and carry nothing bare. `pins`: fingerprints of the server's keys. */
export function sealedSockets(open: OpenSocket, platform: SealPlatform, pins: readonly string[]): OpenSocket {
  return (url, protocols, events) => {
    const sealing = new SealedSocket(platform, pins, events)
    return sealing.over((bare) => open(url, [...protocols, sealOffer], bare))
  }
}

class SealedSocket {
  private readonly platform: SealPlatform
  private readonly pins: readonly string[]
  private readonly events: SocketEvents
  /** Asked for at once, so that it is there when the server has said hello. */
  private readonly random: Promise<Uint8Array>
  private bare: Socket | undefined
  private seal: SocketSeal | undefined

  constructor(platform: SealPlatform, pins: readonly string[], events: SocketEvents) {
    this.platform = platform
    this.pins = pins
    this.events = events
    this.random = platform.random(randomLength)
    // `greet` awaits it and sees a rejection; on a socket that never opens it is nobody's concern.
    this.random.catch(() => {})
  }

  over(open: (events: SocketEvents) => Socket): Socket {
    const bare = open({
      opened: () => {},
      message: (text) => this.message(text),
      closed: (code, reason) => this.events.closed(code, reason),
    })
    this.bare = bare
    return { send: (text) => this.send(text), close: () => bare.close() }
  }

  private send(text: string): void {
    if (this.seal) this.bare?.send(JSON.stringify(this.seal.seal(text)))
  }

  private message(wire: string): void {
    const raw = parse(wire)
    if (!this.seal) {
      this.greet(raw).catch(() => this.end(closes.badSeal))
      return
    }
    const text = this.seal.open(raw)
    if (text === undefined) this.end(closes.badSeal)
    else if (text !== '') this.events.message(text)
  }

  /** The server speaks first, and waits for our keys. */
  private async greet(raw: unknown): Promise<void> {
    if (!isSealingFrame(raw, 'hello')) return this.end(closes.badSeal)
    const key = trusted(raw.keys, this.pins, this.platform)
    if (!key) return this.end(untrusted)
    const seal = new SocketSeal(await this.random, raw.nonce, this.platform)
    this.bare?.send(JSON.stringify(seal.opening(key)))
    this.seal = seal
    this.events.opened()
  }

  private end({ code, reason }: { code: number; reason: string }): void {
    this.bare?.close()
    this.events.closed(code, reason)
  }
}

function parse(wire: string): unknown {
  try {
    return JSON.parse(wire)
  } catch {
    return undefined
  }
}
