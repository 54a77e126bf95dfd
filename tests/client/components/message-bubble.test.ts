// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { act, heard, Stage, textOf } from '../support/stage'

let stage: Stage
beforeAll(() => {
  stage = new Stage({}, {})
  stage.app = { clock: { now: () => 0, onMoved: () => () => {} } }
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const bo = { id: 'bo', name: 'Bo', avatar: '' }

function rowWith(row: object) {
  const plain = { key: 'bo.1', seq: 1, id: '1', from: bo, mine: false, kind: 'text', text: 'hello' }
  return { ...plain, time: 0, status: 'sent', mentionsMe: false, at: 0, ...row }
}

function bubble(row: object, properties: object = {}) {
  return stage.show('components/message-bubble/message-bubble', { row: rowWith(row), ...properties })
}

describe('a message', () => {
  it('of somebody else carries a face and a name', () => {
    const shown = bubble({})
    expect(textOf(shown)).toBe('B Bo hello'.replaceAll(' ', ''))
    expect(shown.querySelector('.name')).toBeDefined()
  })

  it('needs no name in a talk of two', () => {
    expect(bubble({}, { direct: true }).querySelector('.name')).toBeUndefined()
  })

  it('right behind another one of the same person has neither face nor name again', () => {
    expect(textOf(bubble({ joined: true }))).toBe('hello')
  })

  it('shows every letter as it was written, markup too', () => {
    const text = '<b>1 < 2</b> &amp; {{x}}'
    expect(bubble({ text, joined: true }).querySelector('.text')?.dom.textContent).toBe(text)
  })

  it('of 4,000 characters without a blank is shown whole', () => {
    const text = '很'.repeat(4_000)
    expect(bubble({ text, joined: true }).querySelector('.text')?.dom.textContent).toBe(text)
  })

  it('of many lines is folded until the list has it opened', async () => {
    const text = 'line\n'.repeat(40)
    const shown = bubble({ text, joined: true })
    const actions = heard(shown, 'action')
    expect(shown.querySelector('.folded')?.dom.textContent).toBe(text)
    await act(shown.querySelector('.unfold'), 'tap')
    expect(actions).toMatchObject([{ action: 'unfold' }])
    shown.setData({ open: true })
    expect(shown.querySelector('.folded')).toBeUndefined()
    expect(shown.querySelector('.unfold')).toBeUndefined()
  })

  it('has its addresses marked as links, and every letter around them', () => {
    const text = '看 https://a.example/x，再见'
    const shown = bubble({ text, joined: true })
    expect(shown.querySelector('.text')?.dom.textContent).toBe(text)
    expect(shown.querySelectorAll('.link').map(({ dom }) => dom.textContent)).toEqual(['https://a.example/x'])
  })

  it('of a kind from the future says so instead of staying empty', () => {
    expect(textOf(bubble({ kind: 'unknown', text: '', joined: true }))).toBe('当前版本暂不支持这条消息')
  })

  it('that mentions the reader says so', () => {
    expect(textOf(bubble({ mentionsMe: true }))).toContain('有人提到你')
  })

  it('asks for the person when the face is tapped', async () => {
    const shown = bubble({})
    const actions = heard(shown, 'action')
    await act(shown.querySelector('.who'), 'tap')
    expect(actions).toMatchObject([{ action: 'person', row: { from: bo } }])
  })

  it('opens a menu where the finger holds it', async () => {
    const shown = bubble({})
    const presses = heard(shown, 'press')
    await act(shown.querySelector('.bubble'), 'longpress', { x: 30, y: 40 })
    expect(presses).toMatchObject([{ x: 30, y: 40, row: { key: 'bo.1' } }])
  })
})

describe('an own message', () => {
  it('turns a wheel while it is sent, and nothing once it is', () => {
    const shown = bubble({ mine: true, status: 'sending', seq: 0 })
    expect(shown.querySelector('.spinner')).toBeDefined()
    shown.setData({ row: rowWith({ mine: true }) })
    expect(shown.querySelector('.spinner')).toBeUndefined()
  })

  it('that was refused says why, and a tap on its mark tries again', async () => {
    const shown = bubble({ mine: true, status: 'failed', seq: 0, problem: 'blocked' })
    expect(textOf(shown)).toContain('你已屏蔽对方，先解除屏蔽')
    const actions = heard(shown, 'action')
    await act(shown.querySelector('.sign-failed'), 'tap')
    expect(actions).toMatchObject([{ action: 'retry', row: { id: '1' } }])
  })

  it('that the phone could not keep says so', () => {
    expect(textOf(bubble({ mine: true, status: 'sending', unsaved: true }))).toContain('手机空间已满，未保存')
  })

  it('in a talk of two tells whether it was read', () => {
    expect(textOf(bubble({ mine: true }, { direct: true, receipt: 'sent' }))).toContain('已送达')
    expect(textOf(bubble({ mine: true }, { direct: true, receipt: 'read' }))).toContain('已读')
  })
})

describe('a message that was taken back', () => {
  it('leaves a note with the name of its author, and not its text', () => {
    expect(textOf(bubble({ kind: 'recalled', text: '' }))).toBe('Bo 撤回了一条消息')
  })

  it('by the owner of the room names the author, to the author too', () => {
    const words = '群主移除了 Bo 的一条消息'
    expect(textOf(bubble({ kind: 'recalled', text: '', removed: true }))).toBe(words)
    expect(textOf(bubble({ kind: 'recalled', text: '', removed: true, mine: true }))).toBe(words)
  })

  it('can be written anew by its author while the phone still knows it', async () => {
    const shown = bubble({ kind: 'recalled', text: '', mine: true, editable: true })
    expect(textOf(shown)).toBe('你撤回了一条消息重新编辑')
    const actions = heard(shown, 'action')
    await act(shown.querySelector('.edit'), 'tap')
    expect(actions).toMatchObject([{ action: 'reword' }])
  })
})

describe('an answer', () => {
  it('shows what it answers, and leads there', async () => {
    const shown = bubble({ reply: { seq: 7, name: 'Cy', text: 'a question' } })
    expect(textOf(shown)).toContain('Cya question')
    const actions = heard(shown, 'action')
    await act(shown.querySelector('.quote'), 'tap')
    expect(actions).toMatchObject([{ action: 'quote', row: { reply: { seq: 7 } } }])
  })

  it('to something that is not loaded says so', () => {
    expect(textOf(bubble({ reply: { seq: 7 } }))).toContain('更早的消息')
  })
})

describe('what became of a message later', () => {
  it('that was edited says so', () => {
    expect(textOf(bubble({ edited: true }))).toContain('已编辑')
    expect(textOf(bubble({}))).not.toContain('已编辑')
  })

  it('has its reactions below: a tap puts one on or takes it off, holding asks who', async () => {
    const reactions = [
      { emoji: '👍', count: 12, mine: true },
      { emoji: '😂', count: 1, mine: false },
    ]
    const shown = bubble({ reactions })
    const actions = heard(shown, 'action')
    const chips = shown.querySelectorAll('.chip')
    expect(chips.map(textOf)).toEqual(['👍 12', '😂 1'])
    expect(shown.data.chips).toMatchObject([{ label: '👍 12，有你' }, { label: '😂 1' }])
    expect(shown.querySelectorAll('.chip-mine')).toHaveLength(1)
    await act(chips[0], 'tap')
    await act(chips[1], 'longpress')
    expect(actions).toMatchObject([
      { action: 'react', emoji: '👍' },
      { action: 'reactors', emoji: '😂' },
    ])
    shown.setData({ row: rowWith({}) })
    expect(shown.querySelector('.chip')).toBeUndefined()
  })

  it('whose edit was refused has its old words, says why, and gives the new ones back', async () => {
    const refusedEdit = { id: 'e', text: 'mended', problem: 'too-late' }
    const shown = bubble({ mine: true, refusedEdit })
    const actions = heard(shown, 'action')
    expect(textOf(shown)).toContain('hello没有改成：这条消息太久了，不能再这样做重新编辑')
    await act(shown.querySelector('.edit'), 'tap')
    expect(actions).toMatchObject([{ action: 'reword', row: { refusedEdit } }])
  })
})
