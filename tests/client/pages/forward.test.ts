// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { soon } from '../../support/soon'
import { openTwoDevices, type TwoDevices } from '../../support/two-devices'
import { openPage } from '../support/pages'
import { act, type Part, Stage, textOf } from '../support/stage'

let stage: Stage
let devices: TwoDevices
const toasts: string[] = []
const sheets: string[] = []
let choices: (number | undefined)[] = []
let went = 0

beforeAll(() => {
  stage = new Stage(
    {},
    {
      getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 18' }),
      getAppBaseInfo: () => ({ theme: 'light' }),
      setNavigationBarTitle: () => {},
      setNavigationBarColor: () => {},
      onKeyboardHeightChange: () => {},
      offKeyboardHeightChange: () => {},
      onNeedPrivacyAuthorization: () => {},
      showToast: ({ title }: { title: string }) => toasts.push(title),
      showActionSheet: async ({ alertText }: { alertText: string }) => {
        sheets.push(alertText)
        const tapIndex = choices.shift()
        if (tapIndex === undefined) throw new Error('cancel')
        return { tapIndex }
      },
      reLaunch: () => {
        went += 1
      },
    },
  )
})
beforeEach(async () => {
  devices = await openTwoDevices()
  devices.ann.room.say('tea at four')
  for (let at = 0; at < 51; at += 1) devices.server.addRoom(`room${at}`, 'group', ['ann'])
  const refreshing = devices.ann.app.roomList.refresh()
  await devices.clock.advance(3_000)
  await refreshing
  stage.app = devices.ann.app
  for (const list of [toasts, sheets]) list.length = 0
  went = 0
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const rows = (page: Part) => page.querySelectorAll('.target')
const send = (page: Part) => act(page.querySelector('.send'), 'tap')
const write = (page: Part, value: string) => act(page.querySelector('.comment'), 'input', { value })
const search = (page: Part, value: string) => act(page.querySelector('.field'), 'input', { value })

describe('where messages are forwarded to', () => {
  it('is found by a part of its name, whatever its case, and stays chosen meanwhile', async () => {
    const page = openPage(stage, 'forward', { room: 'lobby', seqs: '1' })
    await act(rows(page)[0], 'tap')
    await search(page, 'ROOM50')
    expect(rows(page)).toHaveLength(1)
    await act(rows(page)[0], 'tap')
    await search(page, '')
    expect(textOf(page)).toContain('发送（2）')
    await send(page)
    await devices.clock.advance(2_000)
    expect(devices.server.room('room50').messages).toMatchObject([{ body: 'tea at four', forwarded: true }])
    expect(devices.server.room('notes-ann').messages).toHaveLength(1)
    expect(went).toBe(1)
  })

  it('is 50 rooms and people at most', async () => {
    const page = openPage(stage, 'forward', { room: 'lobby', seqs: '1' })
    for (let at = 0; at < 51; at += 1) await act(rows(page)[at], 'tap')
    expect(toasts).toEqual(['一次最多发给 50 个聊天'])
    expect(page.data.count).toBe(50)
  })

  it('makes 500 messages at most, unless they are one bundle', async () => {
    const seqs = Array.from({ length: 100 }, (_, at) => at + 1).join('.')
    const page = openPage(stage, 'forward', { room: 'lobby', seqs })
    for (let at = 0; at < 6; at += 1) await act(rows(page)[at], 'tap')
    const tooMany = '一次转发最多产生 500 条消息，请少选一些消息或聊天，或合并转发'
    expect([toasts, page.data.count]).toEqual([[tooMany], 5])
    const way = (bundle: string) => page.instance.onWay({ currentTarget: { dataset: { bundle } } })
    way('yes')
    await act(rows(page)[5], 'tap')
    expect(page.data.count).toBe(6)
    way('no')
    await send(page)
    expect([toasts, went]).toEqual([[tooMany, tooMany], 0])
  })
})

describe('a message to several', () => {
  it('is kept while it cannot be sent, and as a draft', async () => {
    const page = openPage(stage, 'forward')
    await act(rows(page)[1], 'tap')
    await write(page, ' ')
    await send(page)
    await write(page, 'x'.repeat(4_001))
    await send(page)
    expect(toasts).toEqual(['不能发送空白消息', '文字太长了，最多 4000 字'])
    await write(page, 'half a sen')
    stage.clear()
    expect(openPage(stage, 'forward').data.text).toBe('half a sen')
  })
})

describe('what became of it', () => {
  it('is told by name where it was refused, with another try or an end', async () => {
    const { tellBatches } = stage.require('./navigation/tell-batches') as { tellBatches(): void }
    tellBatches()
    const { batches } = devices.ann.app
    // Tried again, and refused again: then it is enough.
    choices = [0, 1]
    batches.send('text', 'cake?', [
      { room: 'gone', name: 'Gone' },
      { room: 'room1', name: 'Room 1' },
    ])
    await devices.clock.advance(2_000)
    await vi.waitFor(() => expect(sheets).toHaveLength(2), soon)
    expect(sheets[0]).toBe('没有发给 Gone（房间不存在，或你不在其中）\n消息：“cake?”')
    expect(toasts).toContain('已发送给 Room 1')
    await vi.waitFor(() => expect(batches.get()).toEqual([]), soon)
    expect(devices.server.room('room1').messages).toHaveLength(1)
  })

  it('stays on the phone when who is asked turns away', async () => {
    const { tellBatches } = stage.require('./navigation/tell-batches') as { tellBatches(): void }
    tellBatches()
    choices = []
    devices.ann.app.batches.send('text', 'cake?', [{ room: 'gone', name: 'Gone' }])
    await devices.clock.advance(2_000)
    await vi.waitFor(() => expect(sheets).toHaveLength(1), soon)
    expect(devices.ann.app.batches.get()).toHaveLength(1)
  })
})
