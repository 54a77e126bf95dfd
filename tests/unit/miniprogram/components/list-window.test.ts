import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blockSize,
  type Change,
  ListWindow,
  maxBlocks,
} from '../../../../miniprogram/components/message-list/list-window'
import type { Row } from '../../../../miniprogram/components/message-list/row'
import type { Line } from '../../../../miniprogram/messages/line'

let made = 0
const nextLine = (): Line => {
  made += 1
  const from = { id: `p${made % 3}`, name: 'P', avatar: '' }
  return {
    key: `k${made}`,
    seq: made,
    id: `${made}`,
    from,
    mine: false,
    kind: 'text',
    text: '',
    time: made,
    status: 'sent',
    mentionsMe: false,
  }
}
const newLines = (count: number) => Array.from({ length: count }, nextLine)
const context = { now: 0, unread: '', editable: new Set<string>() }

/** What the view draws: data changed by paths, as `setData` does it. */
class View {
  blocks: Row[][] = []

  set(change: Change): void {
    for (const [path, value] of Object.entries(change)) {
      const [, block, row] = /^blocks(?:\[(\d+)\])?(?:\[(\d+)\])?$/.exec(path) ?? []
      if (block === undefined) this.blocks = structuredClone(value) as Row[][]
      else if (row === undefined) this.blocks[Number(block)] = structuredClone(value) as Row[]
      else {
        const rows = this.blocks[Number(block)]
        if (!rows || Number(row) > rows.length) throw new Error(`${path} leaves a gap`)
        rows[Number(row)] = structuredClone(value) as Row
      }
    }
  }

  get keys(): string[] {
    return this.blocks.flat().map(({ key }) => key)
  }
}

/** Whatever is drawn is a piece of the list without a gap, and never more than a few screens. */
function expectTrue(view: View, listWindow: ListWindow): void {
  const keys = listWindow.lines.map(({ key }) => key)
  const start = keys.indexOf(view.keys[0] ?? '')
  expect(view.keys).toEqual(keys.slice(Math.max(0, start), Math.max(0, start) + view.keys.length))
  expect(view.keys.length).toBeLessThanOrEqual((maxBlocks + 1) * blockSize)
  if (listWindow.isAtEnd && keys.length > 0) expect(view.keys.at(-1)).toBe(keys.at(-1))
  const places = view.blocks.flat().map(({ at }) => at)
  expect(new Set(places).size).toBe(places.length)
}

const step = fc.oneof(
  fc.record({
    do: fc.constant('say' as const),
    count: fc.integer({ min: 1, max: 90 }),
    followed: fc.boolean(),
  }),
  fc.record({ do: fc.constant('older' as const), count: fc.integer({ min: 0, max: 100 }) }),
  fc.record({
    do: fc.constant('drop' as const),
    count: fc.integer({ min: 1, max: 3 }),
    followed: fc.boolean(),
  }),
  fc.record({ do: fc.constant('up' as const) }),
  fc.record({ do: fc.constant('down' as const) }),
  fc.record({ do: fc.constant('jump' as const), to: fc.double({ min: 0, max: 0.99, noNaN: true }) }),
  fc.record({ do: fc.constant('change' as const), at: fc.double({ min: 0, max: 0.99, noNaN: true }) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const say = (listWindow: ListWindow, count: number, isFollowed: boolean): Change =>
  listWindow.tail([...listWindow.lines, ...newLines(count)], listWindow.lines.length, isFollowed)

function take(listWindow: ListWindow, one: Step): Change {
  const { lines } = listWindow
  const { length } = lines
  if (one.do === 'say') return say(listWindow, one.count, one.followed)
  if (one.do === 'older') return listWindow.older([...newLines(one.count), ...lines], one.count)
  if (one.do === 'drop')
    return listWindow.tail(lines.slice(0, -one.count), Math.max(0, length - one.count), one.followed)
  if (one.do === 'up') return listWindow.up()
  if (one.do === 'down') return listWindow.down()
  if (length === 0) return {}
  if (one.do === 'jump') return listWindow.around(Math.floor(one.to * length))
  const index = Math.floor(one.at * length)
  const change = (line: Line, at: number): Line => (at === index ? { ...line, kind: 'recalled' } : line)
  return listWindow.changed(lines.map(change), [index])
}

describe('the part of a list that is drawn', () => {
  it('is a piece of the list without a gap, of a few screens at most, whatever happens', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.array(step, { maxLength: 60 }), (count, steps) => {
        const [listWindow, view] = [new ListWindow(), new View()]
        view.set(listWindow.show(newLines(count), count - 1, context))
        expectTrue(view, listWindow)
        for (const one of steps) {
          view.set(take(listWindow, one))
          expectTrue(view, listWindow)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('of 5,000 messages is no larger than of 200, and one more costs one path', () => {
    const listWindow = new ListWindow()
    const view = new View()
    view.set(listWindow.show(newLines(5_000), 4_999, context))
    expect(view.keys.length).toBeLessThanOrEqual(maxBlocks * blockSize)
    expect(Object.keys(say(listWindow, 1, true)).filter((path) => path.includes('['))).not.toHaveLength(0)
    expect(Object.keys(say(listWindow, 1, true))).toHaveLength(1)
  })
})
