import type {
  ClientFrameType,
  Close,
  FrameOf,
  Message,
  Person,
  Port,
  ServerFrame,
  ServerFrameOf,
  ServerFrameType,
} from '#protocol'
import { type Answer, isRefusal } from '../../server/chat/answer'
import type { Client } from '../../server/chat/client'
import { perform } from '../../server/chat/commands/index'
import { connectClient, disconnectClient } from '../../server/chat/connect'
import type { ChatContext } from '../../server/chat/context'
import type { EncodedFrames } from '../../server/chat/ports'
import { unpack } from './test-wire'

/** A frame as a test writes it: the type, and the fields of that type. */
type Asked = { [T in ClientFrameType]: FrameOf<T> }[ClientFrameType]

function isOf<T extends ServerFrameType>(
  type: T,
  frame: ServerFrame,
): frame is ServerFrame & ServerFrameOf<T> {
  return frame.type === type
}

/** A connection without a socket: it acts through the commands, and keeps what it is sent. */
export class TestClient implements Client {
  readonly session = 'session'
  readonly entered = new Set<string>()
  readonly watched = new Set<string>()
  readonly linked = new Set<string>()
  /** Everything it was sent, in order. */
  readonly received: ServerFrame[] = []
  closed = false
  closedWith: Close | undefined
  lostAt?: number
  readonly #waiting = new Set<() => void>()
  readonly #chat: ChatContext

  readonly id: string
  readonly port: Port
  person: Person

  constructor(id: string, port: Port, person: Person, chat: ChatContext) {
    this.id = id
    this.port = port
    this.person = person
    this.#chat = chat
  }

  send(frame: ServerFrame): void {
    if (this.closed) return
    this.received.push(frame)
    for (const look of this.#waiting) look()
  }

  push(frames: EncodedFrames): void {
    for (const frame of unpack(frames)) this.send(frame)
  }

  close(close: Close): void {
    this.closedWith = close
    this.closed = true
  }

  async connect(): Promise<this> {
    await connectClient(this, this.#chat)
    return this
  }

  /** The socket is gone. */
  async vanish(): Promise<void> {
    this.closed = true
    await disconnectClient(this, this.#chat)
  }

  /** Does what a frame asks for; the answer, or nothing. A refusal is no answer. */
  async ask<T extends ServerFrameType>(answer: T, frame: Asked): Promise<ServerFrameOf<T>> {
    const came = await this.perform(frame)
    if (!came || isRefusal(came) || !isOf(answer, came))
      throw new Error(`${frame.type} was answered with ${JSON.stringify(came)}, not ${answer}`)
    return came
  }

  /** Does what must be refused: the code. */
  async refusal(frame: Asked): Promise<string> {
    const came = await this.perform(frame)
    if (!came || !isRefusal(came)) throw new Error(`${frame.type} was answered with ${JSON.stringify(came)}`)
    return came.refused
  }

  /** Does what a frame asks for, whatever comes of it. */
  async perform(frame: Asked): Promise<Answer> {
    return perform(frame, this, this.#chat)
  }

  enter(room: string, since?: number): Promise<ServerFrameOf<'entered'>> {
    return this.ask('entered', { type: 'enter', room, ...(since === undefined ? {} : { since }) })
  }

  say(room: string, body: string, id: string = body): Promise<ServerFrameOf<'accepted'>> {
    return this.ask('accepted', { type: 'say', id, room, kind: 'text', body })
  }

  /** The first frame of this type, whenever it comes. */
  async next<T extends ServerFrameType>(
    type: T,
    test: (frame: ServerFrameOf<T>) => boolean = () => true,
  ): Promise<ServerFrameOf<T>> {
    for (;;) {
      const found = this.all(type).find(test)
      if (found) return found
      await new Promise<void>((resolve) => {
        const look = () => {
          this.#waiting.delete(look)
          resolve()
        }
        this.#waiting.add(look)
      })
    }
  }

  /** What came of this type so far. */
  all<T extends ServerFrameType>(type: T): ServerFrameOf<T>[] {
    return this.received.filter((frame) => isOf(type, frame))
  }

  /** The bodies that were said so far. */
  get heard(): Array<Message['body']> {
    return this.all('said').map((said) => said.body)
  }

  forget(): void {
    this.received.length = 0
  }
}
