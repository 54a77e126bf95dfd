import { type Encoder, loadEncoder, mp3Of } from '../mp3'
import { checkUpgrade } from '../upgrade'

interface Start {
  /** Milliseconds after which it stops by itself. */
  duration?: number
  encodeBitRate?: number
}

type Listener = (result: object) => void

/** What phones play, and what needs no more: voices, in one channel. */
const sampleRate = 16_000

const heard = { start: new Set<Listener>(), stop: new Set<Listener>(), error: new Set<Listener>() }

/** The one recording there is, from the tap on, the question for the microphone included. */
let recording: { stop(): void } | undefined

function tell(what: keyof typeof heard, result: object = {}): void {
  for (const listener of heard[what]) listener(result)
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
    // A server that was upgraded has it no more: then this tab is old.
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
    // What is so short that it holds nothing cannot be decoded: a file without a byte, as a tap is.
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
  // Let go while the browser still asked for the microphone.
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
  onStart: (listener: Listener) => heard.start.add(listener),
  onStop: (listener: Listener) => heard.stop.add(listener),
  onError: (listener: Listener) => heard.error.add(listener),
  onPause: () => undefined,
  onResume: () => undefined,
  onFrameRecorded: () => undefined,
  onInterruptionBegin: () => undefined,
  onInterruptionEnd: () => undefined,
}

/** As in WeChat there is one, and its listeners stay. */
export const recorder = { getRecorderManager: () => manager }
