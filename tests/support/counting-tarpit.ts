import { Tarpit } from '../../server/net/tarpit'

/** A tarpit on a clock that stands, in which nothing takes time; the milliseconds for which refusals would have waited. */
export function countingTarpit() {
  const waits: number[] = []
  const tarpit = new Tarpit(
    () => 0,
    async (ms) => void waits.push(ms),
  )
  return { tarpit, waits }
}
