// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConnectionStore } from '../../../miniprogram/stores/connection-store'
import { ContactBook } from '../../../miniprogram/stores/contact-book'
import { observable } from '../../../miniprogram/stores/observable'
import { SimulatedStorage } from '../../support/simulated-storage'
import { noCalls } from '../support/no-calls'
import { openPage } from '../support/pages'
import { act, type Part, Stage, textOf } from '../support/stage'

const ann = { id: 'ann', name: 'Ann', avatar: '' }
const linked = (link: string, note = '聊聊？') =>
  ({ type: 'linked', link, from: ann, note, time: Number(link) }) as const

let stage: Stage
let book: ContactBook
const opened: string[] = []
const toasts: string[] = []
const links = { connect: vi.fn(), decline: vi.fn() }

beforeAll(() => {
  stage = new Stage(
    {},
    {
      canIUse: () => false,
      getAppBaseInfo: () => ({ theme: 'light' }),
      setNavigationBarTitle: () => {},
      setNavigationBarColor: () => {},
      showToast: ({ title }: { title: string }) => toasts.push(title),
      navigateTo: ({ url }: { url: string }) => opened.push(url),
    },
  )
})
beforeEach(() => {
  const nothing = { contacts: [], invitations: { received: [], sent: [] }, blocked: [] }
  book = new ContactBook({ get: async () => nothing }, new SimulatedStorage())
  book.open('bo')
  const { invitations, contacts } = book
  const me = { ...observable({ id: 'bo', name: 'Bo', avatar: '' }), portrait: observable(undefined) }
  const settings = observable({ language: 'auto', theme: 'auto', sound: true })
  const roomList = { ...observable([]), unread: observable(0), refresh: async () => {} }
  const clock = { now: () => 100, onMoved: () => () => {} }
  const people = { find: async () => ann }
  const known = { connection: new ConnectionStore(), invitations, contacts, links, me, settings, roomList }
  const joining = { pending: () => undefined, remember() {} }
  const whenIn = () => () => {}
  const account = { ...observable(undefined), learn: async () => {} }
  stage.app = { ...noCalls(), ...known, clock, people, joining, whenIn, account } as never
  vi.resetAllMocks()
  links.connect.mockResolvedValue({ room: 'talk' })
  opened.length = 0
  toasts.length = 0
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

/** What the strip of a page shows; nothing while there is none. */
const strip = (page: Part) => {
  const shown = page.querySelector('.page >>> .invitation-strip')
  return shown ? textOf(shown) : ''
}
const button = (page: Part, name: string) =>
  page.querySelectorAll('.page >>> .invitation-way').find((one) => textOf(one) === name)

describe.each(['new-room', 'find-person', 'home'])('on the page %s', (name) => {
  it('an invitation is told with its note, one at a time, and accepted there', async () => {
    const page = openPage(stage, name)
    expect(strip(page)).toBe('')
    book.hear(linked('1'))
    expect(strip(page)).toBe('Ann 邀请你一对一聊天聊聊？以后再说谢绝接受')
    book.hear(linked('2', '另一个'))
    expect(strip(page)).toBe('Ann 邀请你一对一聊天还有 1 个聊聊？以后再说谢绝接受')
    await act(button(page, '接受'), 'tap')
    expect(links.connect).toHaveBeenCalledWith('1')
    expect(opened).toEqual(['/pages/direct-room/direct-room?room=talk'])
  })

  it('one that was put off makes room for the next, and waits on', async () => {
    const page = openPage(stage, name)
    for (const link of ['1', '2']) book.hear(linked(link, `附言 ${link}`))
    await act(button(page, '以后再说'), 'tap')
    expect(strip(page)).toContain('附言 2')
    await act(button(page, '谢绝'), 'tap')
    expect(links.decline).toHaveBeenCalledWith('2')
    expect(book.invitations.badge.get()).toBe(2)
  })

  it('who invited is told of the acceptance, and led to the talk', async () => {
    const page = openPage(stage, name)
    book.hear({ type: 'asked', link: '1', to: ann, note: '', time: 1 })
    book.hear({ type: 'connected', link: '1', room: 'talk', peer: ann })
    expect(strip(page)).toBe('Ann 接受了你的邀请以后再说打开聊天')
    await act(button(page, '打开聊天'), 'tap')
    expect(opened).toEqual(['/pages/direct-room/direct-room?room=talk'])
    expect(strip(page)).toBe('')
  })
})

it('what is shown is not changed by news: the tap is for what was read', () => {
  const page = openPage(stage, 'new-room')
  book.hear(linked('2', '先来'))
  book.hear(linked('1', '后来'))
  expect(strip(page)).toContain('先来')
})

it('an answer that fails is told, and the invitation stays', async () => {
  const page = openPage(stage, 'new-room')
  const { Refused } = stage.require('./session/refused.js')
  links.connect.mockRejectedValue(new Refused('try-again'))
  book.hear(linked('1'))
  await act(button(page, '接受'), 'tap')
  expect(toasts).toEqual(['服务器繁忙，请稍后再试'])
  expect(strip(page)).toContain('聊聊？')
})

it('the list of the notices tells by itself, and what it has shown is not told again', async () => {
  const page = openPage(stage, 'home')
  book.hear(linked('1'))
  page.instance.onTab({ detail: { key: 'notices' } })
  expect(strip(page)).toBe('')
  page.instance.onTab({ detail: { key: 'rooms' } })
  expect(strip(page)).toBe('')
  expect(book.invitations.badge.get()).toBe(1)
})
