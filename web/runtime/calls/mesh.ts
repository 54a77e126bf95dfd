import type { CallOptions, CallView, Other } from '../../../miniprogram/calls/engine'
import type { IceServer } from '../../../miniprogram/protocol/calls'
import type { StreamNames } from '../files/streams'
import { Loudness } from './loudness'
import { OwnLevel } from './own-level'
import { Peer } from './peer'
import type { Source } from './shared'

/** Milliseconds between two looks at who speaks, and between two judgements of a line. */
const listenMs = 200
const judgeMs = 2_000

/** The lines to all others, one for each, and what is to be seen of them and of oneself. */
export class Mesh {
  readonly #options: CallOptions
  readonly #streams: StreamNames
  readonly #peers = new Map<string, Peer>()
  readonly #own = new Map<Source, { track: MediaStreamTrack; name: string }>()
  readonly #level = new OwnLevel()
  readonly #loudness = new Loudness()
  #isSpeaking = false
  #shown = ''
  readonly #timers: ReturnType<typeof setInterval>[]

  constructor(options: CallOptions, streams: StreamNames) {
    this.#options = options
    this.#streams = streams
    this.#timers = [
      setInterval(() => this.#listen(), listenMs),
      setInterval(() => {
        for (const peer of this.peers) void peer.judge().catch(() => {})
      }, judgeMs),
    ]
  }

  get peers(): Peer[] {
    return [...this.#peers.values()]
  }

  peer(person: string): Peer | undefined {
    return this.#peers.get(person)
  }

  /** Closes the lines to those who went. The lines to those who came are returned, and wait to be given something. */
  meet(others: readonly Other[], ice: readonly IceServer[]): Peer[] {
    for (const [person, peer] of this.#peers) {
      if (others.some((other) => other.person === person)) continue
      peer.end()
      this.#peers.delete(person)
    }
    const came = others.filter(({ person }) => !this.#peers.has(person))
    const lines = came.map(({ person, polite }) => {
      const peer = new Peer({
        person,
        isPolite: !polite,
        ice,
        streams: this.#streams,
        send: (signal) => this.#options.send(person, signal),
        changed: () => this.#show(),
      })
      this.#peers.set(person, peer)
      return peer
    })
    for (const peer of this.peers) peer.shareAmong(this.#peers.size)
    this.#show()
    return lines
  }

  give(source: Source, track: MediaStreamTrack | undefined): void {
    if (source === 'microphone') this.#level.use(track)
    else this.#preview(source, track)
    for (const peer of this.peers) peer.give(source, track)
    this.#show()
  }

  resume(ice: readonly IceServer[], person: string | undefined): void {
    for (const [of, peer] of this.#peers) if (person === undefined || person === of) peer.resume(ice)
  }

  end(): void {
    for (const timer of this.#timers) clearInterval(timer)
    for (const peer of this.peers) peer.end()
    for (const { name } of this.#own.values()) this.#streams.forget(name)
    this.#level.end()
  }

  #preview(source: Source, track: MediaStreamTrack | undefined): void {
    const before = this.#own.get(source)
    if (before !== undefined) this.#streams.forget(before.name)
    if (track === undefined) this.#own.delete(source)
    else this.#own.set(source, { track, name: this.#streams.name(new MediaStream([track])) })
  }

  #listen(): void {
    for (const peer of this.peers) peer.listen()
    const isSpeaking = this.#loudness.hear(this.#level.read())
    if (isSpeaking === this.#isSpeaking) return
    this.#isSpeaking = isSpeaking
    this.#show()
  }

  #show(): void {
    const camera = this.#own.get('camera')?.name
    const screen = this.#own.get('screen')?.name
    const view: CallView = {
      ...(camera !== undefined && { camera }),
      ...(screen !== undefined && { screen }),
      speaking: this.#isSpeaking,
      others: this.peers.map((peer) => peer.view),
    }
    const shown = JSON.stringify(view)
    if (shown === this.#shown) return
    this.#shown = shown
    this.#options.changed(view)
  }
}
