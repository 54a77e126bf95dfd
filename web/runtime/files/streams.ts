/** Streams of pictures that templates show: they hold no objects, only names. */
const streams = new Map<string, MediaStream>()
let named = 0

export interface StreamNames {
  /** A name for the stream, as `<call-video>` takes it. */
  name(stream: MediaStream): string
  /** The stream is over. */
  forget(name: string): void
}

export const streamNames: StreamNames = {
  name(stream) {
    const name = `stream-${++named}`
    streams.set(name, stream)
    return name
  },
  forget: (name) => void streams.delete(name),
}

export const streamOf = (name: string): MediaStream | undefined => streams.get(name)
