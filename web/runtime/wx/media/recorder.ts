import { checkUpgrade } from '../../browser/upgrade'
import { type Encoder, loadEncoder, mp3Of } from '../../files/mp3'

interface Start {
  /** Milliseconds after which it stops by itself. */
  duration?: number
  encodeBitRate?: number
}

type Listener = (result: object) => void

/** Samples a second, in one channel: enough for voices, and all phones play it. */
const sampleRate = 16_000

const listeners = { start: new Set<Listener>(), stop: new Set<Listener>(), error: new Set<Listener>() }

/** The one recording there is, from the tap on, the question for the microphone included. */
let recording: { stop(): void } | undefined

function tell(what: keyof typeof listeners, result: object = {}): void {
  for (const listener of listeners[what]) listener(result)
}

/**
 * Records what the microphone hears, and gives it as an MP3: what browsers record by themselves plays on
 * no iPhone in WeChat.
 */
function start(options: Start = {}): void {
  if (recording) return tell('error', { errMsg: 'operateRecorder:fail is recording or paused' })
  let stopped = false
  recording = {
    stop: () => {
      stopped = true
    },
  }
  open().then(
    ({ stream, encoder }) => listen(stream, encoder, options, () => stopped),
    (error: Error) => {
      recording = undefined
      tell('error', { errMsg: `operateRecorder:fail ${error.message}` })
    },
  )
}

/** The encoder comes before the microphone is asked for. */
async function open(): Promise<{ stream: MediaStream; encoder: Encoder }> {
  const encoder = await loadEncoder().catch(() => {
    // An upgraded server no longer has it: then this tab is outdated.
    void checkUpgrade()
    throw new Error('encoder not loaded')
  })
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch((error: unknown) => {
    throw new Error(`auth deny ${String(error)}`)
  })
  return { stream, encoder }
}

function listen(
  stream: MediaStream,
  encoder: Encoder,
  { duration = 60_000, encodeBitRate = 32_000 }: Start,
  isOver: () => boolean,
) {
  const recorder = new MediaRecorder(stream)
  const parts: Blob[] = []
  const begun = performance.now()
  const timer = setTimeout(() => recorder.stop(), duration)
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  recorder.addEventListener('stop', () => {
    clearTimeout(timer)
    recording = undefined
    for (const track of stream.getTracks()) track.stop()
    const lasted = Math.round(performance.now() - begun)
    // A recording as short as a tap holds nothing and cannot be decoded: its file is empty.
    const file = soundOf(new Blob(parts))
      .then((sound) => mp3Of(encoder, sound, sampleRate, encodeBitRate))
      .catch(() => new File([], 'voice.mp3'))
    void file.then((voice) =>
      tell('stop', { tempFilePath: URL.createObjectURL(voice), duration: lasted, fileSize: voice.size }),
    )
  })
  recording = { stop: () => recorder.state === 'recording' && recorder.stop() }
  recorder.start()
  tell('start')
  // Stopped while the browser still asked for the microphone.
  if (isOver()) recorder.stop()
}

async function soundOf(recorded: Blob): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, 1, sampleRate)
  return (await context.decodeAudioData(await recorded.arrayBuffer())).getChannelData(0)
}

const manager = {
  start,
  stop: () => recording?.stop(),
  pause: () => undefined,
  resume: () => undefined,
  onStart: (listener: Listener) => listeners.start.add(listener),
  onStop: (listener: Listener) => listeners.stop.add(listener),
  onError: (listener: Listener) => listeners.error.add(listener),
  onPause: () => undefined,
  onResume: () => undefined,
  onFrameRecorded: () => undefined,
  onInterruptionBegin: () => undefined,
  onInterruptionEnd: () => undefined,
}

/** As in WeChat there is one recorder, and listeners are never removed. */
export const recorder = { getRecorderManager: () => manager }
