// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { soon } from '../../support/soon'
import { act, heard, type Part, Stage, textOf } from '../support/stage'

let stage: Stage
let keyboard: (height: number) => void
let platform = 'ios'
const toasts: string[] = []
beforeAll(() => {
  const listeners = new Set<(event: { height: number }) => void>()
  keyboard = (height) => {
    for (const listener of listeners) listener({ height })
  }
  stage = new Stage(
    {},
    {
      getDeviceInfo: () => ({ platform, system: 'iOS 18' }),
      onKeyboardHeightChange: (listener: (event: { height: number }) => void) => listeners.add(listener),
      offKeyboardHeightChange: (listener: (event: { height: number }) => void) => listeners.delete(listener),
      showToast: ({ title }: { title: string }) => toasts.push(title),
    },
  )
})
afterEach(() => {
  stage.clear()
  platform = 'ios'
})
afterAll(() => stage.close())

const open = (properties: object = {}) => stage.show('components/composer/composer', properties)
const type = (bar: Part, value: string) => act(bar.querySelector('.field'), 'input', { value })
const tapSend = (bar: Part) => act(bar.querySelector('.send'), 'tap')

describe('writing a message', () => {
  it('sends the words as they were typed, and is empty at once', async () => {
    const bar = open()
    const sent = heard(bar, 'send')
    await type(bar, '  two\nlines ')
    await tapSend(bar)
    expect(sent).toEqual([{ text: '  two\nlines ' }])
    await tapSend(bar)
    expect(sent).toHaveLength(1)
    expect(bar.data.text).toBe('')
  })

  it('sends nothing that is blank', async () => {
    const bar = open()
    const sent = heard(bar, 'send')
    expect(bar.querySelector('.send-off')).toBeDefined()
    await type(bar, ' \n ')
    await tapSend(bar)
    expect(sent).toEqual([])
    await type(bar, 'x')
    expect(bar.querySelector('.send-off')).toBeUndefined()
  })

  it('counts down before the limit, and holds back what is over it', async () => {
    const bar = open()
    const sent = heard(bar, 'send')
    await type(bar, '字'.repeat(3_700))
    expect(bar.querySelector('.counter')).toBeUndefined()
    await type(bar, '字'.repeat(3_990))
    expect(textOf(bar)).toContain('还可以输入 10 字')
    await type(bar, `${'😀'.repeat(3_999)}ab`)
    expect(bar.querySelector('.too-long')).toBeDefined()
    await tapSend(bar)
    expect(sent).toEqual([])
  })

  it('says how many characters are too many, never a number below nothing, and at "send" that nothing was sent', async () => {
    const bar = open()
    const counters = ['还可以输入 1 字', '还可以输入 0 字', '超出 1 字', '超出 4000 字']
    for (const [at, length] of [3_999, 4_000, 4_001, 8_000].entries()) {
      await type(bar, '字'.repeat(length))
      expect(textOf(bar)).toContain(counters[at])
    }
    toasts.length = 0
    await tapSend(bar)
    expect(toasts).toEqual(['没有发送：超出 4000 字，请删减'])
    expect(textOf(bar)).toContain('超出 4000 字')
  })

  it('says that a text was cut only where it was', async () => {
    const bar = open()
    toasts.length = 0
    await type(bar, '字'.repeat(8_000))
    expect(toasts).toEqual([])
    await type(bar, '字'.repeat(8_001))
    expect(toasts).toEqual(['输入框最多 8000 字，后面的没有留下'])
    expect(bar.data.text).toBe('字'.repeat(8_000))
  })

  it('counts an emoji once, as the server does', async () => {
    const bar = open()
    const sent = heard(bar, 'send')
    await type(bar, '😀'.repeat(4_000))
    await tapSend(bar)
    expect(sent).toHaveLength(1)
  })

  it('tells each key, so that the draft is kept and others see somebody write', async () => {
    const bar = open()
    const written = heard(bar, 'write')
    await type(bar, 'h')
    await type(bar, 'hi')
    expect(written).toEqual([{ text: 'h' }, { text: 'hi' }])
  })

  it('puts words behind those that are there, never in their place', async () => {
    const bar = open()
    await type(bar, 'mine')
    bar.instance.put('theirs')
    expect(bar.data.text).toBe('mine theirs')
  })

  it('has Enter send on a computer, and begin a new line on a phone', () => {
    expect(open().data.confirmType).toBe('return')
    platform = 'windows'
    expect(open().data.confirmType).toBe('send')
  })
})

describe('an answer', () => {
  it('shows what is answered, takes the focus, and can be given up', async () => {
    const bar = open()
    const given = heard(bar, 'unreply')
    bar.setData({ reply: { name: 'Bo', text: 'a question' } })
    expect(textOf(bar)).toContain('回复 Boa question')
    expect(bar.data.focus).toBe(true)
    await act(bar.querySelector('.cancel'), 'tap')
    expect(given).toHaveLength(1)
  })
})

describe('whatever makes the bar higher', () => {
  it.each<[string, (bar: Part) => unknown]>([
    ['a counter', (bar) => type(bar, '字'.repeat(3_990))],
    ['the emoji', (bar) => act(bar.querySelectorAll('.tool')[1], 'tap')],
    ['the button for voice messages', (bar) => act(bar.querySelectorAll('.tool')[0], 'tap')],
    ['an answer', (bar) => bar.setData({ reply: { name: 'Bo', text: 'a question' } })],
    ['the keyboard', () => keyboard(291)],
  ])('is told to the list: %s', async (_, change) => {
    const bar = open()
    await vi.waitFor(() => expect(bar.querySelector('.field')).toBeDefined(), soon)
    const resized = heard(bar, 'resized')
    await change(bar)
    await vi.waitFor(() => expect(resized).not.toEqual([]), soon)
  })
})

describe('the keyboard', () => {
  it('lifts the bar by its height, and lets it down again', async () => {
    const bar = open()
    const resized = heard(bar, 'resized')
    keyboard(291)
    expect(bar.querySelector('.composer')?.dom.getAttribute('style')).toContain('291px')
    keyboard(0)
    expect(bar.querySelector('.composer')?.dom.getAttribute('style')).not.toContain('px')
    await vi.waitFor(() => expect(resized.length).toBeGreaterThanOrEqual(2), soon)
  })

  it('of a page on top does not move the bar beneath', () => {
    const bar = open()
    bar.triggerPageLifeTime('hide')
    keyboard(291)
    expect(bar.data.keyboard).toBe(0)
  })
})
