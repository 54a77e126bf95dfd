import { mediaApi } from '../../../miniprogram/api/media'
import { PlayedStore } from '../../../miniprogram/voices/played-store'
import { SimulatedStorage } from '../../support/simulated-storage'
import { MediaServer } from './media-server'
import { PhoneFiles } from './phone-files'
import { act, type Part, Stage } from './stage'

type Listener = () => void

/** A player of WeChat: it does what the test tells it. */
class Player {
  src = ''
  currentTime = 0
  readonly told: Record<string, Listener> = {}
  onTimeUpdate = this.#on('timeUpdate')
  onEnded = this.#on('ended')
  onPause = this.#on('pause')
  onStop = this.#on('stop')
  onPlay = this.#on('play')
  onError = this.#on('error')
  play() {}
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
  /** The passes that the server gives, one after the other; the last one again and again. */
  passes = ['p1']
  played = new PlayedStore(new SimulatedStorage())

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
    const setInnerAudioOption = () => {}
    Object.assign(wx, this.phone.wx, this.server.wx, {
      createInnerAudioContext,
      showToast,
      setInnerAudioOption,
    })
    const nextPass = () => (this.passes.length > 1 ? this.passes.shift() : this.passes[0])
    const http = { own: async () => ({ pass: nextPass(), expires: Number.MAX_SAFE_INTEGER }) }
    const media = mediaApi(http as never, {} as never, 'https://host', { now: () => 0 })
    this.stage.app = { media, played: this.played }
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
