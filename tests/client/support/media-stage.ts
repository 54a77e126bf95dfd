import { type MediaApi, mediaApi } from '../../../miniprogram/api/media'
import type { AppServices } from '../../../miniprogram/app/services'
import { SettingsStore } from '../../../miniprogram/stores/settings-store'
import { PlayedStore } from '../../../miniprogram/voices/played-store'
import type { OpenSound } from '../../../miniprogram/voices/sound'
import type { Sounds, VoicePlayer } from '../../../miniprogram/voices/voice-player'
import { SimulatedStorage } from '../../support/simulated-storage'
import { MediaServer } from './media-server'
import { PhoneFiles } from './phone-files'
import { act, type Part, Stage } from './stage'

type Listener = () => void

/** A player of WeChat: it does what the test tells it. */
class Player {
  src = ''
  currentTime = 0
  startTime = 0
  playbackRate = 1
  /** Where it was told to go, in seconds. */
  sought: number | undefined
  readonly told: Record<string, Listener> = {}
  onTimeUpdate = this.#on('timeUpdate')
  onEnded = this.#on('ended')
  onPause = this.#on('pause')
  onStop = this.#on('stop')
  onPlay = this.#on('play')
  onError = this.#on('error')
  play() {}
  seek(seconds: number) {
    this.sought = seconds
  }
  destroy() {}

  #on(name: string) {
    return (listener: Listener) => {
      this.told[name] = listener
    }
  }

  tell(name: string, currentTime = 0): void {
    this.currentTime = currentTime
    this.told[name]?.()
  }
}

/** A phone on which one message is shown that holds a file, and the server that has the file. */
export class MediaStage {
  readonly stage = new Stage({}, {})
  phone = new PhoneFiles()
  server = new MediaServer()
  /** What the phone said in passing. */
  said: string[] = []
  players: Player[] = []
  /** The last that was said of ear and speaker. */
  speakerOn: boolean | undefined
  /** The passes that the server gives, one after the other; the last one again and again. */
  passes = ['p1']
  /** The server gives none before this. */
  passing = Promise.resolve()
  played = new PlayedStore(new SimulatedStorage())
  settings = new SettingsStore(new SimulatedStorage())
  app: Partial<AppServices> & { voices?: VoicePlayer } = {}

  /** A phone like new. */
  renew(): void {
    this.phone = new PhoneFiles()
    this.server = new MediaServer()
    this.said = []
    this.players = []
    this.passes = ['p1']
    this.played = new PlayedStore(new SimulatedStorage())
    const createInnerAudioContext = () => {
      const player = new Player()
      this.players.push(player)
      return player
    }
    const showToast = ({ title }: { title: string }) => this.said.push(title)
    const setInnerAudioOption = (option: { speakerOn?: boolean }) => {
      this.speakerOn = option.speakerOn
    }
    Object.assign(wx, this.phone.wx, this.server.wx, {
      createInnerAudioContext,
      showToast,
      setInnerAudioOption,
    })
    const nextPass = () => (this.passes.length > 1 ? this.passes.shift() : this.passes[0])
    this.passing = Promise.resolve()
    const own = async () => {
      await this.passing
      return { pass: nextPass(), expires: Number.MAX_SAFE_INTEGER }
    }
    const http = { own }
    const media = mediaApi(http as never, {} as never, 'https://host', { now: () => 0 })
    this.settings = new SettingsStore(new SimulatedStorage())
    const clock = { now: () => 0, onMoved: () => () => {} }
    this.app = { clock, media, played: this.played, settings: this.settings, voices: this.#voicesOf(media) }
    this.stage.app = this.app
  }

  /** As the phone has it: the classes that the components know. */
  #voicesOf(media: Pick<MediaApi, 'address'>): VoicePlayer {
    const { openSound: open } = this.stage.require('./platform/player.js') as { openSound: OpenSound }
    const { reach } = this.stage.require('./platform/download.js') as Pick<Sounds, 'reach'>
    const known = this.stage.require('./voices/voice-player.js') as { VoicePlayer: typeof VoicePlayer }
    const { played, settings } = this
    return new known.VoicePlayer({ sounds: { open, reach }, media, played, settings })
  }

  clear(): void {
    for (const player of this.players) player.tell('pause')
    this.stage.clear()
  }

  show(kind: string, media: object): Part {
    const properties = { room: 'r1', kind, media: { media: 'm1', ...media } }
    return this.stage.show('components/media-content/media-content', properties)
  }

  fileNamed(name: string): Part {
    return this.show('file', { name, size: this.server.bytes.length })
  }
}

/** Lets what was told have its effect. */
export const settled = () => new Promise((resolve) => setTimeout(resolve))

/** Taps a file, a picture or a voice message. */
export async function open(part: Part): Promise<void> {
  await act(part.querySelector('.file') ?? part.querySelector('.box') ?? part.querySelector('.voice'), 'tap')
  await settled()
}
