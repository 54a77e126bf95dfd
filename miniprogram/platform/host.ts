import type { Files, SendRequest } from '../api/http'
import type { CallEngine } from '../calls/engine'
import type { Language } from '../i18n/language'
import type { Phone } from '../session/ports'
import type { Sounds } from '../voices/voice-player'

/** Where the server is. `home` is the base address of its web room, as the codes of rooms carry it. */
export interface Addresses {
  http: string
  group: string
  direct: string
  home: string
}

/** What the services stand on: a phone with its files, and the way to the server. */
export interface Host {
  phone: Phone
  /** Makes the phone's storage readable; the number of unsent messages that are lost. Never rejects. */
  unlock(): Promise<number>
  addresses: Addresses
  sendRequest: SendRequest
  files: Files
  sounds: Sounds
  /** Calls; a browser has them, WeChat has not. */
  calls?: CallEngine
  /** Removes what was brought onto the phone to be opened. */
  removeOpenedFiles(): void
  /** A login code of WeChat, good once. Rejects with `Refused('wechat-refused')`. */
  wechatCode(): Promise<string>
  /** The phone's language. */
  language: Language
}
