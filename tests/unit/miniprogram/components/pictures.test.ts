import { expect, it } from 'vitest'
import {
  heirOf,
  isNarrow,
  isSame,
  type Picture,
  picturesOf,
  windowOf,
} from '../../../../miniprogram/components/picture-viewer/pictures'
import type { Line, LineKind } from '../../../../miniprogram/messages/line'
import { lineOf } from '../../../support/lines'

function line(seq: number, kind: LineKind = 'image'): Line {
  const body = { media: `m${seq}`, type: 'image/png' as const, size: 9, width: 10, height: 10 }
  return lineOf(seq, { kind, ...(kind !== 'recalled' && { media: body }) })
}

const pictures = (count: number): Picture[] =>
  picturesOf(
    Array.from({ length: count }, (_, at) => line(at + 1)),
    0,
  )
const keys = (some: readonly Picture[]) => some.map(({ key }) => key)

it('the pictures of a room are those of its lines, in their order', () => {
  const film = { ...line(3, 'video'), media: { media: 'm3', duration: 5, width: 1, height: 1 } as never }
  expect(keys(picturesOf([line(1), line(2, 'recalled'), film, line(4)], 0))).toEqual(['k1', 'k4'])
})

it('of many, those around the one in view are drawn, and it moves on near an end', () => {
  const all = pictures(100)
  const { pictures: window, at } = windowOf(all, 'k50')
  expect([keys(window)[0], window.length, keys(window)[at]]).toEqual(['k30', 41, 'k50'])
  expect([1, 2, 38, 39].map((place) => isNarrow(window, place, all))).toEqual([true, false, false, true])
})

it('an end of the room is no reason to move on', () => {
  const all = pictures(3)
  const { pictures: window, at } = windowOf(all, 'k1')
  expect([keys(window), at]).toEqual([['k1', 'k2', 'k3'], 0])
  expect([0, 1, 2].some((place) => isNarrow(window, place, all))).toBe(false)
})

it.each<[string, string | undefined, string[]]>([
  ['k2', 'k2', ['k1', 'k2', 'k3']],
  ['k2', 'k3', ['k1', 'k3']],
  ['k3', 'k2', ['k1', 'k2']],
  ['k3', undefined, []],
])('when %s was in view, %s is among %s', (key, heir, left) => {
  const before = pictures(3)
  const now = before.filter((one) => left.includes(one.key))
  expect(heirOf(before, key, now)).toBe(heir)
})

it('nothing is drawn anew for lines that have the same pictures', () => {
  expect(isSame(pictures(2), pictures(2))).toBe(true)
  expect(isSame(pictures(2), pictures(3))).toBe(false)
  expect(isSame(pictures(1), [{ ...(pictures(1)[0] as Picture), title: 'Bob' }])).toBe(false)
})
