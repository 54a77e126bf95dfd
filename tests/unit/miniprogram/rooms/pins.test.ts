import { describe, expect, it } from 'vitest'
import type { Message, ServerFrame } from '../../../../miniprogram/protocol/index'
import { Pins } from '../../../../miniprogram/rooms/pins'

const bo = { id: 'bo', name: 'Bo', avatar: '' }
const said = (seq: number): Message => ({
  ...{ seq, id: `m${seq}`, from: bo, time: seq },
  ...{ kind: 'text', body: `text ${seq}` },
})
const pin = (seq: number, version: number, seqs: number[]): Message => ({
  ...said(seq),
  kind: 'pin',
  body: { seq: seqs[0] ?? 1, on: true, pinned: { version, seqs } },
})

/** The pins of a room whose list has the messages from 10 on. */
function open() {
  const asked: unknown[] = []
  let changed = 0
  const ask = (question: { before?: number }): Promise<ServerFrame> => {
    asked.push(question)
    const messages = [said((question.before ?? 1) - 1)]
    return Promise.resolve({ type: 'page', room: 'r', messages, more: true })
  }
  const room = { room: 'r', messageAt: (seq: number) => (seq >= 10 ? said(seq) : undefined), ask }
  const pins = new Pins(room as ConstructorParameters<typeof Pins>[0], () => {
    changed += 1
  })
  return { pins, asked, changed: () => changed }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('what is pinned', () => {
  it('is read from the list, and the newest asked for where the list does not reach; the others once they are looked at', async () => {
    const { pins, asked, changed } = open()
    pins.entered({ version: 3, seqs: [4, 12, 5] })
    await settled()
    expect(asked).toEqual([{ type: 'history', room: 'r', before: 5, limit: 1 }])
    expect(pins.lines).toMatchObject([
      { seq: 4, name: 'Bo', text: 'text 4' },
      { text: 'text 12' },
      { seq: 5 },
    ])
    expect(changed()).toBe(1)
    pins.load()
    pins.load()
    await settled()
    expect(asked).toHaveLength(2)
    expect(pins.lines[2]).toMatchObject({ text: 'text 5' })
  })

  it('is what the line with the highest version says', () => {
    const { pins } = open()
    pins.entered({ version: 3, seqs: [12] })
    pins.take([pin(20, 5, [13, 12]), pin(21, 4, [14])])
    expect(pins.lines.map(({ seq }) => seq)).toEqual([13, 12])
    pins.entered({ version: 4, seqs: [] })
    expect(pins.lines).toHaveLength(2)
  })

  it('reads as it was edited, and is not shown when it was recalled', async () => {
    const { pins } = open()
    pins.entered({ version: 1, seqs: [4] })
    await settled()
    pins.take([{ ...said(20), kind: 'edit', body: { seq: 4, text: 'mended' } }])
    expect(pins.lines).toMatchObject([{ text: 'mended' }])
    pins.take([{ ...said(21), kind: 'recall', body: { seq: 4 } }])
    expect(pins.lines).toEqual([])
  })
})

describe('a pinned message that I have deleted for myself', () => {
  it('is not shown, whether or not the list has it', async () => {
    const { pins } = open()
    pins.entered({ version: 2, seqs: [4, 12] })
    await settled()
    pins.hide([4])
    expect(pins.lines.map(({ seq }) => seq)).toEqual([12])
  })
})
