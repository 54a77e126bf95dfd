import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Candidate } from '../../../miniprogram/protocol/calls'
import { limits } from '../../../miniprogram/protocol/limits'
import { withoutOrphans } from '../../../web/runtime/calls/codecs'
import { GatheredCandidates } from '../../../web/runtime/calls/gathered-candidates'
import { type LineSample, qualityOf, sampleOf } from '../../../web/runtime/calls/line-quality'
import { Loudness } from '../../../web/runtime/calls/loudness'
import { PictureShare } from '../../../web/runtime/calls/picture-share'
import { SilentLine } from '../../../web/runtime/calls/silent-line'

const nothing: LineSample = { received: 0, lost: 0, frozen: 0, roundTrip: 0, lostThere: 0 }
const well: LineSample = { ...nothing, received: 100, roundTrip: 0.05 }

describe('a line', () => {
  it.each([
    ['good', well],
    ['good', { ...well, lost: 2 }],
    ['poor', { ...well, lost: 5 }],
    ['bad', { ...well, lost: 20 }],
    ['poor', { ...well, lostThere: 0.05 }],
    ['bad', { ...well, lostThere: 0.2 }],
    ['poor', { ...well, roundTrip: 0.4 }],
    ['bad', { ...well, roundTrip: 1 }],
    ['poor', { ...well, frozen: 0.3 }],
    ['bad', { ...well, frozen: 1 }],
    ['bad', { ...well, received: 0 }],
  ] as const)('is %s after %j', (quality, now) => {
    expect(qualityOf(nothing, now, 2)).toBe(quality)
  })

  it('is judged by what is new', () => {
    const before = { ...well, received: 1_000, lost: 900, frozen: 60 }
    expect(qualityOf(before, { ...before, received: 1_100 }, 2)).toBe('good')
    // Packets that came late after all are taken off again.
    expect(qualityOf(before, { ...before, received: 1_100, lost: 850 }, 2)).toBe('good')
  })

  it('is read from what browsers count, whatever of it they have', () => {
    const report = new Map<string, object>([
      ['1', { type: 'inbound-rtp', packetsReceived: 10, packetsLost: 1 }],
      ['2', { type: 'inbound-rtp', packetsReceived: 5, trackIdentifier: 'cam', totalFreezesDuration: 2 }],
      ['3', { type: 'inbound-rtp', packetsReceived: 5, trackIdentifier: 'screen', totalFreezesDuration: 9 }],
      ['4', { type: 'remote-inbound-rtp', fractionLost: 0.5 }],
      ['5', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.2 }],
      ['6', { type: 'candidate-pair', nominated: false, currentRoundTripTime: 3 }],
      ['7', { type: 'codec' }],
    ])
    expect(sampleOf(report, 'cam')).toEqual({
      received: 20,
      lost: 1,
      frozen: 2,
      roundTrip: 0.2,
      lostThere: 0.5,
    })
    expect(sampleOf(new Map(), undefined)).toEqual(nothing)
  })
})

describe('pictures', () => {
  const times = (pictures: PictureShare, quality: 'good' | 'poor' | 'bad', count: number) => {
    for (let time = 0; time < count; time++) pictures.judge(quality)
  }

  it('get less and less of a line that stays bad, and nothing in the end', () => {
    const pictures = new PictureShare()
    const shares = [0, 1, 2, 3].map(() => {
      times(pictures, 'bad', 3)
      return pictures.share
    })
    expect(shares).toEqual([0.35, 0.1, 0, 0])
  })

  it('stay as they are over a line that is bad now and then, or poor', () => {
    const pictures = new PictureShare()
    for (let time = 0; time < 20; time++) {
      times(pictures, 'bad', 2)
      pictures.judge('good')
    }
    times(pictures, 'poor', 100)
    expect(pictures.share).toBe(1)
  })

  it('come back when it was good for long, and later each time', () => {
    const pictures = new PictureShare()
    times(pictures, 'bad', 9)
    times(pictures, 'good', 19)
    expect(pictures.share).toBe(0)
    times(pictures, 'good', 1)
    expect(pictures.share).toBe(0.1)
    times(pictures, 'bad', 3)
    times(pictures, 'good', 39)
    expect(pictures.share).toBe(0)
    times(pictures, 'good', 1)
    expect(pictures.share).toBe(0.1)
  })
})

it('a voice is heard through short pauses, and a room is no voice', () => {
  const loudness = new Loudness()
  expect([0.001, 0.1, 0, 0.05, 0, 0, 0, 0].map((level) => loudness.hear(level))).toEqual([
    false,
    true,
    true,
    true,
    true,
    true,
    true,
    false,
  ])
})

it('a description says nothing of codecs that it does not have', () => {
  const lines = [
    'v=0',
    'a=fmtp:1 of no line',
    'm=video 9 UDP/TLS/RTP/SAVPF 120 124',
    'a=rtpmap:120 VP8/90000',
  ]
  const more = [
    'a=rtcp-fb:* nack',
    'a=fmtp:124 apt=120',
    'm=audio 9 UDP/TLS/RTP/SAVPF 109',
    'a=rtpmap:109 opus',
  ]
  const orphans = ['a=rtcp-fb:121 nack', 'a=fmtp:99 x', 'a=rtpmap:97 VP9/90000']
  const sdp = [...lines, ...orphans, ...more, 'a=rtcp-fb:120 nack', ''].join('\r\n')
  expect(withoutOrphans(sdp)).toBe(
    [...lines.filter((line) => !line.startsWith('a=fmtp')), ...more, ''].join('\r\n'),
  )
})

describe('candidates', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const candidate = (text: string) =>
    ({ candidate: text, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null }) as RTCIceCandidate

  it('are sent several at a time, no more than a signal may have', () => {
    const sent: Candidate[][] = []
    const gathered = new GatheredCandidates((candidates) => sent.push(candidates))
    for (let n = 0; n < limits.candidates + 2; n++) gathered.add(candidate(`way ${n}`))
    expect(sent.map(({ length }) => length)).toEqual([limits.candidates])
    vi.advanceTimersByTime(50)
    expect(sent.map(({ length }) => length)).toEqual([limits.candidates, 2])
    expect(sent[1]?.[0]).toEqual({ candidate: 'way 32', sdpMid: '0', sdpMLineIndex: 0 })
    vi.advanceTimersByTime(1_000)
    expect(sent).toHaveLength(2)
  })

  it('are none where one is empty or too long, or the call is over', () => {
    const sent: Candidate[][] = []
    const gathered = new GatheredCandidates((candidates) => sent.push(candidates))
    gathered.add(candidate(''))
    gathered.add(candidate('x'.repeat(limits.candidateLength + 1)))
    gathered.flush()
    gathered.add(candidate('way'))
    gathered.end()
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([])
  })
})

describe('a voice', () => {
  it('has stopped after a second without a packet, which is told once, and again after the next ones', () => {
    const line = new SilentLine()
    const looks: [packet: number, now: number][] = [
      [1, 0],
      [1, 900],
      [1, 1_000],
      [1, 5_000],
      [2, 5_200],
      [2, 6_200],
    ]
    expect(looks.map((look) => line.stops(...look))).toEqual([false, false, true, false, false, true])
  })

  it('has not stopped where none was to come yet, nor where the page has slept', () => {
    const line = new SilentLine()
    expect([0, 9_000, 20_000].map((now) => line.stops(undefined, now))).toEqual([false, false, false])
    expect([line.stops(1, 21_000), line.stops(2, 90_000)]).toEqual([false, false])
  })
})
