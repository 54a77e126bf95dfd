import { ClientSeal } from '../tests/conformance/sealing'
import { Line, type LineOptions, masked } from './line'

type OnText = LineOptions['onText']

/** Somebody on a line, who says and hears whole frames. */
export interface Member {
  /** Sends frames in one write. */
  send(...frames: string[]): void
  /** Hands out each frame that comes from now on; with nothing, frames are only counted. */
  hear(onText: OnText): void
  close(): void
  readonly closed: Promise<void>
}

/** Frames go as they are. `onText` hears the first of them. */
export async function openBare(options: LineOptions): Promise<Member> {
  const own = { ...options }
  const line = new Line(own)
  await line.opened
  return {
    send: (...frames) => line.send(Buffer.concat(frames.map(masked))),
    hear: (onText) => {
      own.onText = onText
    },
    close: () => line.close(),
    closed: line.closed,
  }
}

/** Seals as a client does. What nobody hears is not opened, so that its cost does not hold up the others. */
export async function openSealed(options: LineOptions): Promise<Member> {
  const seal = new ClientSeal()
  const own = { ...options }
  const hear = (onText: OnText) => {
    own.onText = onText && ((wire) => opened(seal, wire, onText))
  }
  const greeted = new Promise<string>((resolve) => {
    own.onText = (hello) => {
      hear(options.onText)
      resolve(seal.begin(JSON.parse(hello.toString())))
    }
  })
  const line = new Line(own)
  await line.opened
  line.send(masked(await greeted))
  return {
    send: (...frames) => line.send(Buffer.concat(frames.map((frame) => masked(seal.seal(frame))))),
    hear,
    close: () => line.close(),
    closed: line.closed,
  }
}

function opened(seal: ClientSeal, wire: Buffer, onText: (text: Buffer) => void): void {
  const frame = seal.open(wire.toString())
  if (frame !== undefined) onText(Buffer.from(frame))
}
