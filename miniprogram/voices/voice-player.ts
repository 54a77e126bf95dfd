import type { MediaApi } from '../api/media'
import type { Line } from '../messages/line'
import type { MediaBodyOf } from '../protocol/index'
import { Refused } from '../session/refused'
import { Store, type Unsubscribe } from '../stores/observable'
import type { SettingsStore } from '../stores/settings-store'
import { nextVoice, type Voice, voiceOf } from './next-voice'
import type { PlayedStore } from './played-store'
import type { OpenSound, Sound } from './sound'
import { speedOf } from './speed'

/** The voice message that plays, or that was paused on the way. */
export interface VoiceState extends Voice {
  /** How much of it was heard, ms. */
  position: number
  isPlaying: boolean
}

/** A page's lines, through which voice messages play on. */
export interface VoiceQueue {
  room: string
  lines(): readonly Line[]
}

/** What voices need of the phone. */
export interface Sounds {
  open: OpenSound
  /** Asks for the first byte: rejects with `Refused` that says why it is not to be had. */
  reach(address: string): Promise<void>
}

interface VoiceDeps {
  sounds: Sounds
  media: Pick<MediaApi, 'address'>
  played: PlayedStore
  settings: SettingsStore
}

/**
 * The one voice message that plays. When it ends, the next one of its room that was not heard yet begins. Nothing while none plays, and
 * none is paused.
 */
export class VoicePlayer extends Store<VoiceState | undefined> {
  private readonly deps: VoiceDeps
  private readonly queues: VoiceQueue[] = []
  /** The lines of the room when the one that plays was last among them: a reader may look elsewhere meanwhile. */
  private around: readonly Line[] = []
  private sound: Sound | undefined
  /** How often something was to sound, or nothing any more. */
  private turn = 0
  private ear = false
  private onFailed: (problem: unknown) => void = () => {}

  constructor(deps: VoiceDeps) {
    super(undefined)
    this.deps = deps
    deps.settings.subscribe((settings) => {
      this.sound?.setSpeed(speedOf(settings))
      const ear = settings.voiceByEar === true
      const isOther = ear !== this.ear
      this.ear = ear
      const voice = this.get()
      if (isOther && voice?.isPlaying) void this.begin(voice.position)
    })
  }

  /** Lets voice messages of a room play on through its lines. Returns what ends that: what plays of the room is stopped. */
  open(queue: VoiceQueue): Unsubscribe {
    this.queues.push(queue)
    return () => {
      const at = this.queues.indexOf(queue)
      if (at < 0) return
      this.queues.splice(at, 1)
      if (this.get()?.room === queue.room) this.stop()
    }
  }

  /** The lines of a room are others, or another part of it: what was recalled is heard no further. */
  linesChanged(room: string): void {
    const voice = this.get()
    if (voice?.room !== room) return
    const lines = this.linesOf(room)
    const line = lines.find(({ key }) => key === voice.key)
    if (!line) return
    this.around = lines
    if (line.kind === 'recalled') this.stop()
    else if (line.seq !== voice.seq) this.set({ ...voice, seq: line.seq })
  }

  /** These messages of a room are there no more, wherever its reader looks. */
  taken(room: string, seqs: readonly number[]): void {
    const voice = this.get()
    if (voice?.room !== room) return
    this.around = this.around.filter(({ seq }) => !seqs.includes(seq))
    if (seqs.includes(voice.seq)) this.stop()
  }

  /** Plays a voice message, pauses the one that plays, goes on with the one that was paused. `onFailed`: why it, or one after it, did not play. */
  toggle(room: string, body: MediaBodyOf<'voice'>, onFailed: (problem: unknown) => void): void {
    const voice = this.get()
    this.onFailed = onFailed
    if (voice?.media !== body.media) this.play(voiceOf(room, body, this.linesOf(room)))
    else if (voice.isPlaying) this.pause()
    else void this.begin(voice.position)
  }

  /** Keeps the place. */
  pause(): void {
    const voice = this.get()
    this.quiet()
    if (voice?.isPlaying) this.set({ ...voice, isPlaying: false })
  }

  /** Goes on with what was paused. */
  resume(): void {
    const voice = this.get()
    if (voice && !voice.isPlaying) void this.begin(voice.position)
  }

  /** Goes to a place of what plays or is paused. */
  seek(ms: number): void {
    const voice = this.get()
    if (!voice) return
    const position = Math.max(0, Math.min(ms, voice.duration))
    this.set({ ...voice, position })
    if (this.sound) this.sound.seek(position)
    else if (voice.isPlaying) void this.begin(position)
  }

  /** Nothing plays any more, and nothing is to. */
  stop(): void {
    this.quiet()
    this.set(undefined)
  }

  private play(voice: Voice): void {
    this.lookAround(voice)
    this.set({ ...voice, position: 0, isPlaying: true })
    void this.begin(0)
  }

  private lookAround({ room, key }: Voice): void {
    const lines = this.linesOf(room)
    if (lines.some((line) => line.key === key)) this.around = lines
  }

  private quiet(): void {
    this.turn += 1
    this.sound?.end()
    this.sound = undefined
  }

  private linesOf(room: string): readonly Line[] {
    return (
      this.queues
        .filter((one) => one.room === room)
        .pop()
        ?.lines() ?? []
    )
  }

  /** From a place on. `refused`: an address that the server did not take, of which this is the second attempt. */
  private async begin(at: number, refused?: string): Promise<void> {
    this.quiet()
    const mine = this.turn
    const voice = this.get()
    if (!voice) return
    this.set({ ...voice, isPlaying: true })
    try {
      const { room, media } = voice
      const address = await this.deps.media.address(room, media, {
        ...(refused !== undefined && { refused }),
      })
      if (mine === this.turn) this.sound = this.sounding(at, address, refused !== undefined)
    } catch (problem) {
      if (mine === this.turn) this.fail(problem)
    }
  }

  private sounding(at: number, address: string, isLast: boolean): Sound {
    const speed = speedOf(this.deps.settings.get())
    const options = { at, speed, ear: this.ear }
    return this.deps.sounds.open(address, options, {
      onPosition: (ms) => this.moved(ms, at),
      onPaused: () => this.pause(),
      onEnded: () => this.ended(),
      onFailed: () => void this.failed(address, isLast),
    })
  }

  /** What stands still is not heard, wherever it begins. */
  private moved(ms: number, from: number): void {
    const voice = this.get()
    if (!voice) return
    if (ms > from) this.deps.played.add(voice.media)
    this.set({ ...voice, position: Math.min(ms, voice.duration) })
  }

  private ended(): void {
    const voice = this.get()
    if (!voice) return
    this.deps.played.add(voice.media)
    this.lookAround(voice)
    const next = nextVoice(voice, this.around, (media) => this.deps.played.has(media))
    if (next) this.play(next)
    else this.stop()
  }

  /** A player tells only that it failed: the server is asked why, and where it was the pass, it plays once more with a new one. */
  private async failed(address: string, isLast: boolean): Promise<void> {
    const mine = this.turn
    const why = await this.deps.sounds.reach(address).then(
      () => new Refused('cannot-play'),
      (problem: unknown) => problem,
    )
    if (mine !== this.turn) return
    const isPass = why instanceof Refused && why.code === 'bad-pass'
    if (isPass && !isLast) await this.begin(this.get()?.position ?? 0, address)
    else this.fail(why)
  }

  private fail(problem: unknown): void {
    this.stop()
    this.onFailed(problem)
  }
}
