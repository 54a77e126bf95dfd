export type Quality = 'good' | 'poor' | 'bad'

/** What has come over a line so far. */
export interface LineSample {
  received: number
  lost: number
  /** Seconds that the camera's picture stood still. */
  frozen: number
  /** Seconds there and back. */
  roundTrip: number
  /** Share of what was sent that the other end did not get, lately. */
  lostThere: number
}

/**
 * From where on a line is called so. Opus conceals single lost packets, and breaks up with one in ten. Delays are those of ITU-T G.114, there and back: up to
 * 150 ms one way nobody notices, from 400 ms on people talk into one another.
 */
const limits = {
  poor: { loss: 0.03, roundTrip: 0.3, frozen: 0.1 },
  bad: { loss: 0.1, roundTrip: 0.8, frozen: 0.4 },
}

/** What is read of the browser's statistics; no browser has all of it. */
interface Entry {
  type: string
  trackIdentifier?: string
  nominated?: boolean
  packetsReceived?: number
  packetsLost?: number
  fractionLost?: number
  totalFreezesDuration?: number
  roundTripTime?: number
  currentRoundTripTime?: number
}

/** Of what the browser counts (w3.org/TR/webrtc-stats). `camera`: the track whose standing still counts; a screen stands still for want of news. */
export function sampleOf(report: RTCStatsReport, camera: string | undefined): LineSample {
  const entries: Entry[] = []
  report.forEach((entry: Entry) => void entries.push(entry))
  const inbound = entries.filter(({ type }) => type === 'inbound-rtp')
  const there = entries.filter(({ type }) => type === 'remote-inbound-rtp')
  const ways = entries.filter(({ type, nominated }) => type === 'candidate-pair' && nominated)
  const seen = inbound.filter(({ trackIdentifier }) => trackIdentifier === camera)
  return {
    received: sum(inbound.map(({ packetsReceived }) => packetsReceived)),
    lost: sum(inbound.map(({ packetsLost }) => packetsLost)),
    frozen: sum(seen.map(({ totalFreezesDuration }) => totalFreezesDuration)),
    roundTrip: most([
      ...there.map(({ roundTripTime }) => roundTripTime),
      ...ways.map(({ currentRoundTripTime }) => currentRoundTripTime),
    ]),
    lostThere: most(there.map(({ fractionLost }) => fractionLost)),
  }
}

type Figures = readonly (number | undefined)[]
const sum = (figures: Figures) => figures.reduce<number>((all, one = 0) => all + one, 0)
const most = (figures: Figures) => Math.max(0, ...figures.map((one = 0) => one))

/** How good the line was between two samples. `seconds`: the time between them. Where nothing came at all it is bad: silence is sent, too. */
export function qualityOf(before: LineSample, now: LineSample, seconds: number): Quality {
  const received = now.received - before.received
  const lost = Math.max(0, now.lost - before.lost)
  const loss = received > 0 ? Math.max(lost / (lost + received), now.lostThere) : 1
  const frozen = Math.max(0, now.frozen - before.frozen) / seconds
  const isBeyond = ({ loss: most, roundTrip, frozen: longest }: typeof limits.bad) =>
    loss > most || now.roundTrip > roundTrip || frozen > longest
  if (isBeyond(limits.bad)) return 'bad'
  return isBeyond(limits.poor) ? 'poor' : 'good'
}
