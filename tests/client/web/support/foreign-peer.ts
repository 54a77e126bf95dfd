import { Audio, type DescriptionType, PeerConnection, type Track } from 'node-datachannel'
import type { Signal } from '../../../../miniprogram/protocol/calls'

/** How often a packet of Opus is sent, in ms, and the samples in it. */
const packetMs = 20
const packetSamples = 960
const opus = 111
/** Opus for 20 ms of silence. */
const silence = Buffer.from([0xf8, 0xff, 0xfe])

/**
 * Another program in a call, which knows docs/PROTOCOL.md alone: libdatachannel, which shares no code with a browser. It
 * sends silence, and counts what it gets.
 */
export class ForeignPeer {
  readonly #connection = new PeerConnection('foreign', { iceServers: [] })
  readonly #timers: ReturnType<typeof setInterval>[] = []
  /** Packets of RTP that came. */
  readonly received = { audio: 0, video: 0 }

  constructor(send: (signal: Signal) => Promise<void>) {
    this.#connection.onLocalDescription((sdp, type) => {
      void send({ sdp: { type: type.toLowerCase() as 'offer' | 'answer', sdp } })
    })
    this.#connection.onLocalCandidate((candidate, sdpMid) => {
      void send({ candidates: [{ candidate: candidate.replace(/^a=/, ''), sdpMid }] })
    })
    this.#connection.onTrack((track) => this.#count(track))
  }

  /** Makes an offer of a voice. */
  call(): void {
    this.#speak('0')
    this.#connection.setLocalDescription('offer' as DescriptionType)
  }

  /** Answers offers by itself. */
  hear(_from: string, { sdp, candidates = [] }: Signal): void {
    if (sdp?.type === 'offer' && this.#timers.length === 0)
      this.#speak(/^m=audio[\s\S]*?^a=mid:(\S+)/m.exec(sdp.sdp)?.[1] ?? '')
    if (sdp) this.#connection.setRemoteDescription(sdp.sdp, sdp.type as DescriptionType)
    for (const { candidate, sdpMid = '0' } of candidates)
      this.#connection.addRemoteCandidate(candidate, sdpMid)
  }

  get state(): string {
    return this.#connection.state()
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
    this.#connection.close()
  }

  #speak(mid: string): void {
    const voice = new Audio(mid, 'SendRecv')
    const ssrc = 42
    voice.addOpusCodec(opus)
    voice.addSSRC(ssrc, 'foreign', 'foreign', 'voice')
    const track = this.#connection.addTrack(voice)
    this.#count(track)
    let sent = 0
    const send = () => {
      if (track.isOpen()) track.sendMessageBinary(packet(ssrc, sent++))
    }
    this.#timers.push(setInterval(send, packetMs))
  }

  #count(track: Track): void {
    track.onMessage((message) => {
      // Of RTCP the second byte is 200 or more (RFC 5761).
      const type = message[1] ?? 0
      if (type >= 200 && type < 224) return
      this.received[track.type() === 'video' ? 'video' : 'audio'] += 1
    })
  }
}

/** A packet of RTP, the `n`th (RFC 3550). */
function packet(ssrc: number, n: number): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt8(0x80, 0)
  head.writeUInt8(opus, 1)
  head.writeUInt16BE(n & 0xff_ff, 2)
  head.writeUInt32BE((n * packetSamples) >>> 0, 4)
  head.writeUInt32BE(ssrc, 8)
  return Buffer.concat([head, silence])
}
