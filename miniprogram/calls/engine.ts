import type { CallMedia, IceServer, Signal } from '../protocol/index'

/** How voices, cameras and screens go from one to the other. A browser has it; WeChat's own pages have not. */
export interface CallEngine {
  /** Whether the screen can be shared here: not by phones. */
  readonly canShareScreen: boolean
  /**
   * Takes the microphone, and the camera for a call with video: the first time the person is asked for them. Where only the camera cannot be had
   * the call is one of voice. Rejects with `Refused`: `not-allowed`, `no-microphone`, `device-busy`, `insecure-page`, or `offline` where the script that makes
   * calls did not come.
   */
  open(options: CallOptions): Promise<LiveCall>
}

export interface CallOptions {
  media: CallMedia
  /** Sends to one of the others. Rejects with `Refused`. */
  send(to: string, signal: Signal): Promise<void>
  /** Something of what is to be seen is another. */
  changed(view: CallView): void
  /** The screen is no longer shared, or a device went, without a command. */
  shared(sharing: Sharing): void
}

/** What one gives to the others. */
export interface Sharing {
  muted: boolean
  camera: boolean
  screen: boolean
}

/** Somebody else in the call. */
export interface Other {
  person: string
  /** They came later than oneself: they give way where both make an offer at once, and wait for the first one. Else it is oneself who does. */
  polite: boolean
}

/** One's own part in a call, while it lasts. */
export interface LiveCall {
  /** Who else is in it now: connections are made to those who came, and closed to those who went. */
  meet(others: readonly Other[], ice: readonly IceServer[]): void
  hear(from: string, signal: Signal): void
  /** One's own line to the server, or that of `person`, was lost and is back: what was sent meanwhile is lost. */
  resume(ice: readonly IceServer[], person?: string): void
  setMuted(muted: boolean): void
  /**
   * Each resolves when it is so, and rejects with `Refused`: `not-allowed`, `no-camera`, `device-busy`; of the screen `cancelled` where the person chose none,
   * and `no-screen`.
   */
  setCamera(on: boolean): Promise<void>
  setScreen(on: boolean): Promise<void>
  devices(): Promise<CallDevice[]>
  /** Where another device cannot be had the one of before stays. Rejects with `Refused` as `setCamera` does. */
  use(device: CallDevice): Promise<void>
  /** Lets go of everything: the camera's light goes off. */
  end(): void
}

export interface CallDevice {
  kind: 'microphone' | 'camera' | 'speaker'
  id: string
  /** As the browser names it; empty where it does not. */
  label: string
  inUse: boolean
}

/** What is to be seen and heard of a call. A picture is named as `<call-video>` takes it. */
export interface CallView {
  camera?: string
  screen?: string
  /** One's own voice is heard. */
  speaking: boolean
  others: readonly OtherView[]
}

export interface OtherView {
  person: string
  /** `lost`: it was there, and is tried for again. */
  line: 'connecting' | 'connected' | 'lost'
  quality: 'good' | 'poor' | 'bad'
  speaking: boolean
  /** The line is so bad that no picture of one's own is sent to them: the voice has it for itself. */
  soundOnly?: boolean
  camera?: string
  screen?: string
}
