import { beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '../../../../miniprogram/protocol/index'
import type { RoomListStore } from '../../../../miniprogram/stores/room-list-store'
import { openTwoDevices, type TwoDevices } from '../../../support/two-devices'

let devices: TwoDevices

beforeEach(async () => {
  devices = await openTwoDevices()
})

const row = (device: TwoDevices['ann'], room = 'lobby') => device.app.roomList.row(room)

describe('a row', () => {
  it('shows the newest message and the number of unread ones of a room that is not open', async () => {
    const { ann, bo, clock } = devices
    ann.leave()
    await clock.advance(500)
    for (const text of ['one', 'two', 'three']) bo.room.say(text)
    await clock.advance(2_000)
    expect(row(ann)).toMatchObject({ unread: 3, last: { text: 'three', from: 'bo', mine: false } })
    expect(ann.app.roomList.unread.get()).toBe(3)
  })

  it('counts what was read as read, for good, also after a restart without a network', async () => {
    const { ann, bo, clock } = devices
    bo.room.say('one')
    bo.room.say('two')
    await clock.advance(2_000)
    expect(row(ann)?.unread).toBe(2)
    ann.wechat.loseNetwork()
    ann.room.markRead()
    expect(row(ann)?.unread).toBe(0)
    await clock.advance(5_000)
    ann.kill()
    await ann.launch()
    expect(row(ann)?.unread).toBe(0)
    ann.wechat.findNetwork()
    await clock.until(() => ann.app.connection.get().state === 'open', 20_000)
    await clock.advance(5_000)
    expect(row(ann)?.unread).toBe(0)
  })

  it('tells the server what was read without a network, as soon as the room is entered again', async () => {
    const { ann, bo, clock, server } = devices
    bo.room.say('one')
    await clock.advance(2_000)
    ann.wechat.loseNetwork()
    ann.room.markRead()
    await clock.advance(60_000)
    ann.wechat.findNetwork()
    await clock.until(() => server.room('lobby').reads.get('ann') === 1, 20_000)
  })
})

describe('the list of rooms', () => {
  it('does not count one’s own messages, and shows them as mine', async () => {
    const { ann, clock } = devices
    ann.room.say('mine')
    await clock.advance(2_000)
    expect(row(ann)).toMatchObject({ unread: 0, last: { mine: true, from: '', text: 'mine' } })
  })

  it('shows nothing of a message that was taken back', async () => {
    const { ann, bo, clock } = devices
    bo.room.say('oh no')
    await clock.advance(1_000)
    const recalling = bo.room.recall(1)
    await clock.advance(1_000)
    await recalling
    expect(row(ann)?.last).toMatchObject({ kind: 'recalled', text: '' })
    expect(row(bo)?.last).toMatchObject({ kind: 'recalled', text: '' })
  })

  it('takes a recalled message off what is unread, also of several at once', async () => {
    const { ann, bo, clock, server } = devices
    server.addRoom('tea', 'group', ['ann', 'bo'])
    server.room('tea').owner = 'ann'
    const refreshing = ann.app.roomList.refresh()
    await clock.advance(1_000)
    await refreshing
    const tea = bo.enter('tea')
    for (const text of ['one', 'two', 'three']) tea.say(text)
    await clock.advance(3_000)
    expect([row(ann, 'tea')?.unread, ann.app.roomList.unread.get()]).toEqual([3, 3])
    const recalls = [1, 2, 3].map((seq) => tea.recall(seq))
    await clock.advance(3_000)
    await Promise.all(recalls)
    expect([row(ann, 'tea')?.unread, ann.app.roomList.unread.get()]).toEqual([0, 0])
    const again = ann.app.roomList.refresh()
    await clock.advance(1_000)
    await again
    expect(row(ann, 'tea')?.unread).toBe(0)
  })

  it('counts what came gathered in one piece of news as what it is', () => {
    const { ann } = devices
    const list = ann.app.roomList as RoomListStore
    const person = (id: string) => ({ id, name: id, avatar: '' })
    const said = (seq: number, from: string): Message => ({
      ...{ seq, id: `m${seq}`, from: person(from), time: seq },
      ...{ kind: 'text', body: 'hi' },
    })
    const top = row(ann)?.unread
    expect(top).toBe(0)
    list.hear({
      type: 'news',
      room: 'lobby',
      also: [
        { seq: 1, from: 'bo' },
        { seq: 2, from: 'ann' },
        { seq: 3, from: 'bo' },
        { seq: 4, from: 'bo', recalls: 1 },
      ],
      last: said(5, 'ann'),
    })
    expect(row(ann)).toMatchObject({ unread: 1, last: { text: 'hi' } })
  })

  it('shows the last message as it was edited; a change is neither the last nor unread, nor makes it newer', async () => {
    const { ann } = devices
    const list = ann.app.roomList as RoomListStore
    const line = (seq: number, change: Partial<Message>): Message => ({
      ...{ seq, id: `m${seq}`, from: { id: 'bo', name: 'Bo', avatar: '' }, time: seq },
      ...{ kind: 'text', body: 'hi', ...change },
    })
    list.hear({ type: 'news', room: 'lobby', last: line(1, { body: 'tee' }) })
    for (const change of [
      line(2, { kind: 'edit', body: { seq: 1, text: 'tea' } }),
      line(3, { kind: 'react', body: { seq: 1, version: 1, counts: [], changed: [] } }),
      line(4, { kind: 'pin', body: { seq: 1, on: true, pinned: { version: 1, seqs: [1] } } }),
      line(5, { kind: 'translate' as Message['kind'], body: { seq: 1 } }),
    ])
      list.hear({ type: 'news', room: 'lobby', last: change })
    expect(row(ann)).toMatchObject({ unread: 1, last: { text: 'tea', time: 1 } })
    list.hear({ type: 'news', room: 'lobby', last: line(6, { body: 'next' }) })
    expect(row(ann)).toMatchObject({ unread: 2, last: { text: 'next' } })
  })

  it('is read to the end where nothing but recalls follows what was seen', async () => {
    const { ann, bo, clock, server } = devices
    for (const text of ['one', 'two']) bo.room.say(text)
    await clock.advance(1_000)
    const recalling = bo.room.recall(1)
    await clock.advance(1_000)
    await recalling
    ann.room.markRead(2)
    await clock.advance(3_000)
    expect(row(ann)?.unread).toBe(0)
    expect(server.room('lobby').readBy('ann')).toBe(3)
  })

  it('names the author of what the owner removed, and to nobody the owner', async () => {
    const { ann, bo, clock, server } = devices
    server.room('lobby').owner = 'ann'
    bo.room.say('oh no')
    await clock.advance(1_000)
    const removing = ann.room.recall(1)
    await clock.advance(1_000)
    await removing
    for (const one of [ann, bo]) {
      expect(row(one)?.last).toMatchObject({ kind: 'recalled', removed: true, from: 'bo' })
      expect(one.page.lines).toMatchObject([{ kind: 'recalled', removed: true, from: { name: 'bo' } }])
    }
  })

  it('has another name and code as soon as the owner gave the room one', async () => {
    const { ann, clock, server } = devices
    server.addRoom('tea', 'group', ['ann'])
    const refreshing = ann.app.roomList.refresh()
    await clock.advance(1_000)
    await refreshing
    server.rename('tea', 'Green tea', 'NEWCODE1')
    await clock.advance(1_000)
    expect(row(ann, 'tea')).toMatchObject({ title: 'Green tea', code: 'NEWCODE1' })
  })

  it('has the room with the newest message first', async () => {
    const { ann, bo, clock, server } = devices
    server.addRoom('tea', 'group', ['ann', 'bo'])
    const refreshing = ann.app.roomList.refresh()
    await clock.advance(1_000)
    await refreshing
    bo.enter('tea').say('tea?')
    await clock.advance(3_000)
    expect(ann.app.roomList.get().map(({ id }) => id)).toEqual(['tea', 'lobby'])
  })

  it('is kept on the phone however long the messages are, and costs no room its history', async () => {
    const { ann, bo, clock, server } = devices
    bo.room.say('kept')
    await clock.advance(5_000)
    for (let at = 0; at < 150; at += 1) {
      server.addRoom(`room-${at}`, 'group', ['ann', 'bo'])
      const from = { id: 'cy', name: 'cy', avatar: '' }
      const said = { seq: 1, id: 'm', from, kind: 'text' as const, body: '长'.repeat(4_000), time: 0 }
      server.room(`room-${at}`).messages.push(said)
    }
    const refreshing = ann.app.roomList.refresh()
    await clock.advance(5_000)
    await refreshing
    await clock.advance(5_000)
    ann.wechat.loseNetwork()
    ann.kill()
    await ann.launch()
    expect(ann.app.roomList.get()).toHaveLength(151)
    ann.enter('lobby')
    expect(ann.page.texts).toEqual(['kept'])
  })

  it('is empty for nobody, and never another person’s', async () => {
    const { ann, clock } = devices
    await ann.app.me.signOut()
    await clock.advance(1_000)
    expect(ann.app.roomList.get()).toEqual([])
    expect(ann.wechat.storage.keys().filter((key) => key.includes('ann'))).toEqual([])
  })
})

describe('a room that is marked unread', () => {
  /** Bo has said three things, and Ann has read them. */
  async function read(): Promise<void> {
    const { ann, bo, clock } = devices
    for (const text of ['one', 'two', 'three']) bo.room.say(text)
    await clock.advance(2_000)
    ann.room.markRead()
    await clock.advance(2_000)
  }

  it('shows how many from there on, here and after a restart, until it is read again', async () => {
    const { ann, clock, server } = devices
    await read()
    const done = ann.room.markUnread(2)
    await clock.advance(100)
    await done
    expect(row(ann)?.unread).toBe(2)
    // It is still shown for a moment: that does not count.
    ann.room.markRead()
    ann.leave()
    await clock.advance(3_000)
    expect([row(ann)?.unread, server.room('lobby').private.marked.get('ann')]).toEqual([2, 2])

    ann.kill()
    await ann.launch()
    await clock.advance(3_000)
    expect(row(ann)?.unread).toBe(2)
    ann.enter('lobby')
    expect(ann.page.read).toBe(1)
    ann.room.markRead()
    await clock.advance(3_000)
    expect([row(ann)?.unread, server.room('lobby').private.marked.get('ann')]).toEqual([0, undefined])
  })

  it('is told as read once there is a network again', async () => {
    const { ann, clock, server } = devices
    await read()
    const done = ann.room.markUnread(3)
    await clock.advance(100)
    await done
    ann.leave()
    ann.wechat.loseNetwork()
    ann.enter('lobby')
    ann.room.markRead()
    await clock.advance(5_000)
    ann.wechat.findNetwork()
    await clock.until(() => !server.room('lobby').private.marked.has('ann'), 60_000)
    await clock.advance(5_000)
    expect(row(ann)?.unread).toBe(0)
  })

  it('goes on counting from there', async () => {
    const { ann, bo, clock } = devices
    await read()
    const done = ann.room.markUnread(2)
    await clock.advance(100)
    await done
    ann.leave()
    await clock.advance(500)
    bo.room.say('four')
    await clock.advance(2_000)
    expect(row(ann)?.unread).toBe(3)
  })
})

describe('what is deleted for oneself', () => {
  it('is gone from the list, the row and the disk; another device and a later start show it neither', async () => {
    const { ann, bo, clock } = devices
    for (const text of ['one', 'two']) bo.room.say(text)
    await clock.advance(3_000)
    const done = ann.room.hide([2])
    await clock.advance(3_000)
    await done
    expect(ann.page.lines.map(({ text }) => text)).toEqual(['one'])
    expect(row(ann)?.last?.text).toBe('one')
    expect(row(bo)?.last?.text).toBe('two')
    expect(JSON.stringify(ann.disk.read('history.ann.lobby'))).not.toContain('two')
    ann.kill()
    await ann.launch()
    ann.enter('lobby')
    await clock.advance(3_000)
    expect(ann.page.lines.map(({ text }) => text)).toEqual(['one'])
  })
})
