import type { FrameOf, ServerFrameOf } from '#protocol'
import type { CallDeps } from './call-kind'

/** A `signal` that says only that a line is back. */
export function isEmptySignal({ sdp, candidates }: FrameOf<'signal'>): boolean {
  return sdp === undefined && candidates === undefined
}

/** Passes on what one end of a call tells another, which takes part by this connection. */
export function passSignal(
  { call, sdp, candidates }: FrameOf<'signal'>,
  from: string,
  to: { person: string; connection: string },
  { gather, tellPersonNews }: CallDeps,
): void {
  const frame: ServerFrameOf<'signal'> = {
    ...{ type: 'signal', call, from },
    ...(sdp && { sdp }),
    ...(candidates && { candidates }),
  }
  // Behind the `talking` that tells that somebody is back.
  gather(() => tellPersonNews(to.person, { type: 'frame', port: 'direct', frame, only: to.connection }))
}
