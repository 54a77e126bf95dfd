import { beforeEach, expect, it } from 'vitest'
import type { Line } from '../../../../miniprogram/messages/line'
import { Refused } from '../../../../miniprogram/session/refused'
import { SettingsStore } from '../../../../miniprogram/stores/settings-store'
import { PlayedStore } from '../../../../miniprogram/voices/played-store'
import type { SoundListener, SoundOptions } from '../../../../miniprogram/voices/sound'
import { fasterThan, speedOf } from '../../../../miniprogram/voices/speed'
import { VoicePlayer } from '../../../../miniprogram/voices/voice-player'
import { lineOf } from '../../../support/lines'
import { SimulatedStorage } from '../../../support/simulated-storage'

interface Begun extends SoundOptions, SoundListener {
  address: string
  isEnded: boolean
  sought: number[]
}

let begun: Begun[] = []
let problems: unknown[] = []
let lines: Line[] = []
/** Why the phone cannot have a file, while there is a reason. */
let trouble: Error | undefined
let played: PlayedStore
let settings: SettingsStore
let player: VoicePlayer
let leave: () => void

const body = (media: string) => ({ media, type: 'audio/mpeg' as const, size: 9, duration: 3_000 })

function voice(seq: number, change: Partial<Line> = {}): Line {
  return lineOf(seq, { kind: 'voice', media: body(`m${seq}`), ...change })
}

beforeEach(() => {
  begun = []
  problems = []
  trouble = undefined
  lines = [1, 2, 3].map((seq) => voice(seq))
  const disk = new SimulatedStorage()
  played = new PlayedStore(disk)
  settings = new SettingsStore(disk)
  const open = (address: string, options: SoundOptions, listener: SoundListener) => {
    const one: Begun = { address, isEnded: false, sought: [], ...options, ...listener }
    begun.push(one)
    return {
      seek: (ms: number) => one.sought.push(ms),
      setSpeed: (speed: number) => {
        one.speed = speed
      },
      end: () => {
        one.isEnded = true
      },
    }
  }
  const reach = () => (trouble ? Promise.reject(trouble) : Promise.resolve())
  const address = async (_: string, media: string, { refused = '' } = {}) => `${media}${refused && ' anew'}`
  player = new VoicePlayer({ sounds: { open, reach }, media: { address }, played, settings })
  leave = player.open({ room: 'r', lines: () => lines })
})

/** What was begun has come to its end: nothing here waits for anything but promises. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

async function tap(media: string): Promise<void> {
  player.toggle('r', body(media), (problem) => problems.push(problem))
  await settled()
}

async function end(): Promise<void> {
  begun.at(-1)?.onEnded()
  await settled()
}

const addresses = () => begun.map(({ address }) => address)

it('when one has ended, the next that was not heard plays, and who speaks is known', async () => {
  played.add('m2')
  await tap('m1')
  expect(player.get()).toMatchObject({ media: 'm1', name: 'Bo', isPlaying: true })
  await end()
  expect(addresses()).toEqual(['m1', 'm3'])
  await end()
  expect([addresses(), player.get(), played.has('m3')]).toEqual([['m1', 'm3'], undefined, true])
})

it('own ones, what was recalled and what is of another kind are passed over', async () => {
  lines = [
    voice(1),
    voice(2, { mine: true }),
    voice(3, { kind: 'recalled' }),
    voice(4, { kind: 'video' }),
    voice(5, { kind: 'text' }),
    voice(6),
  ]
  await tap('m1')
  await end()
  expect(addresses()).toEqual(['m1', 'm6'])
})

it('one that came while it played plays on as well', async () => {
  lines = [voice(1)]
  await tap('m1')
  lines = [voice(1), voice(2)]
  await end()
  expect(addresses()).toEqual(['m1', 'm2'])
})

it('nothing plays on once it was paused, stopped, or its room was left', async () => {
  await tap('m1')
  await tap('m1')
  expect([begun[0]?.isEnded, player.get()?.isPlaying]).toEqual([true, false])
  await tap('m2')
  leave()
  expect([begun[1]?.isEnded, player.get()]).toEqual([true, undefined])
  leave()
  await tap('m1')
  await end()
  expect(addresses()).toEqual(['m1', 'm2', 'm1'])
})

it('another room that is left stops nothing', async () => {
  const leaveOther = player.open({ room: 'other', lines: () => [] })
  await tap('m1')
  leaveOther()
  expect(player.get()?.isPlaying).toBe(true)
})

it('it goes on from where it was paused, by whatever', async () => {
  await tap('m1')
  begun[0]?.onPosition(1_200)
  begun[0]?.onPaused()
  expect(player.get()).toMatchObject({ isPlaying: false, position: 1_200 })
  player.resume()
  await settled()
  expect(begun[1]?.at).toBe(1_200)
  expect(player.get()?.isPlaying).toBe(true)
})

it.each([
  [2_000, 2_000],
  [-5, 0],
  [9_999, 3_000],
])('led to %s ms it is at %s ms, while it plays and while it is paused', async (to, at) => {
  await tap('m1')
  player.seek(to)
  expect([begun[0]?.sought, player.get()?.position]).toEqual([[at], at])
  player.pause()
  player.seek(to)
  await tap('m1')
  expect(begun[1]?.at).toBe(at)
})

it('it counts as heard once it has moved, and not by where it begins', async () => {
  await tap('m1')
  player.pause()
  player.seek(2_000)
  await tap('m1')
  begun[1]?.onPosition(2_000)
  expect(played.has('m1')).toBe(false)
  begun[1]?.onPosition(2_100)
  expect(played.has('m1')).toBe(true)
})

it('it is heard no further once it is recalled', async () => {
  await tap('m1')
  player.linesChanged('r')
  expect(player.get()?.isPlaying).toBe(true)
  lines = [voice(1, { kind: 'recalled' }), voice(2)]
  player.linesChanged('r')
  expect([begun[0]?.isEnded, player.get()]).toEqual([true, undefined])
})

it('it plays on where the reader went back to the newest meanwhile, without what was recalled there', async () => {
  await tap('m1')
  lines = [voice(90)]
  player.linesChanged('r')
  player.taken('r', [2])
  await end()
  expect(addresses()).toEqual(['m1', 'm3'])
  player.taken('other', [3])
  expect(player.get()?.isPlaying).toBe(true)
  player.taken('r', [3])
  expect([begun[1]?.isEnded, player.get()]).toEqual([true, undefined])
})

it('of two that are tapped at once the last one plays', async () => {
  player.toggle('r', body('m1'), () => {})
  await tap('m2')
  expect(addresses()).toEqual(['m2'])
})

it('one whose pass was refused plays with a new one, from where it was, once', async () => {
  await tap('m1')
  begun[0]?.onPosition(500)
  trouble = new Refused('bad-pass')
  begun[0]?.onFailed()
  await settled()
  expect([addresses(), begun[1]?.at, problems]).toEqual([['m1', 'm1 anew'], 500, []])
  begun[1]?.onFailed()
  await settled()
  expect([begun.length, problems, player.get()]).toEqual([2, [trouble], undefined])
})

it('one that does not come on playing on is told of to who began', async () => {
  await tap('m1')
  await end()
  trouble = new Refused('media-gone')
  begun[1]?.onFailed()
  await settled()
  expect([problems, player.get(), begun.length]).toEqual([[trouble], undefined, 2])
})

it('it says so when there is nothing wrong but that it cannot be played', async () => {
  await tap('m1')
  begun[0]?.onFailed()
  await settled()
  expect(problems).toEqual([new Refused('cannot-play')])
})

it('another speed holds at once and for the next; the ear from where it is', async () => {
  settings.change({ voiceSpeed: 1.5 })
  await tap('m1')
  expect(begun[0]).toMatchObject({ speed: 1.5, ear: false })
  settings.change({ voiceSpeed: 2 })
  expect([begun[0]?.speed, begun.length]).toEqual([2, 1])
  begun[0]?.onPosition(700)
  settings.change({ voiceByEar: true })
  await settled()
  expect(begun[1]).toMatchObject({ speed: 2, ear: true, at: 700 })
})

it('a speed on disk that there is none of is as it was spoken; after the fastest comes the first', () => {
  const speed = (voiceSpeed?: unknown) => speedOf({ language: 'auto', theme: 'auto', voiceSpeed } as never)
  expect([undefined, 'fast', 40, 1.5].map(speed)).toEqual([1, 1, 1, 1.5])
  expect([1, 1.5, 2].map(fasterThan)).toEqual([1.5, 2, 1])
})
