import { describe, expect, it } from 'vitest'
import { Outbox } from '../../../../miniprogram/session/outbox'
import { DraftStore } from '../../../../miniprogram/stores/draft-store'
import { HistoryCache } from '../../../../miniprogram/stores/history-cache'
import { SettingsStore } from '../../../../miniprogram/stores/settings-store'
import { PlayedStore } from '../../../../miniprogram/voices/played-store'
import { SimulatedStorage } from '../../../support/simulated-storage'

/** Two windows of one browser, each of which has read the disk before the other one writes. */
function twice<T>(open: (disk: SimulatedStorage) => T): { disk: SimulatedStorage; one: T; other: T } {
  const disk = new SimulatedStorage()
  return { disk, one: open(disk), other: open(disk) }
}

function openDrafts(disk: SimulatedStorage, person = 'ann'): DraftStore {
  const drafts = new DraftStore(disk)
  drafts.open(person)
  for (const room of ['tea', 'cake']) drafts.get(room)
  return drafts
}

function write(drafts: DraftStore, room: string, text: string): void {
  drafts.set(room, text)
  drafts.save()
}

describe('drafts', () => {
  it('of two rooms, begun in two windows, are both there after a reload', () => {
    const { disk, one, other } = twice(openDrafts)
    write(one, 'tea', 'two sugars')
    write(other, 'cake', 'with cream')
    const later = openDrafts(disk)
    expect([later.get('tea'), later.get('cake')]).toEqual(['two sugars', 'with cream'])
  })

  it('are not taken away by another window that sends its own in the same room', () => {
    const { disk, one, other } = twice(openDrafts)
    other.set('tea', 'hi')
    write(one, 'tea', 'two sugars')
    write(other, 'tea', '')
    expect(openDrafts(disk).get('tea')).toBe('two sugars')
  })

  it('go when they are sent in the window that goes on with them', () => {
    const { disk, one, other } = twice(openDrafts)
    write(one, 'tea', 'two sugars')
    expect(other.get('tea')).toBe('two sugars')
    write(other, 'tea', '')
    expect(openDrafts(disk).get('tea')).toBe('')
  })

  it('of an older version, all under one key, are carried over', () => {
    const disk = new SimulatedStorage()
    disk.write('drafts', { tea: 'two sugars', cake: 'with cream' })
    const drafts = openDrafts(disk)
    expect([drafts.get('tea'), drafts.get('cake')]).toEqual(['two sugars', 'with cream'])
    expect(disk.read('drafts')).toBeUndefined()
  })

  it('stay on a full phone as they were, and in memory as they are', () => {
    const disk = new SimulatedStorage()
    write(openDrafts(disk), 'tea', 'two sugars')
    const drafts = openDrafts(disk)
    disk.occupied = 10 * 1024 * 1024
    write(drafts, 'tea', 'three sugars')
    expect([drafts.get('tea'), openDrafts(disk).get('tea')]).toEqual(['three sugars', 'two sugars'])
    disk.occupied = 0
    drafts.save()
    expect(openDrafts(disk).get('tea')).toBe('three sugars')
  })

  it('are of one person, and forgetting one leaves the other alone', () => {
    const disk = new SimulatedStorage()
    const drafts = openDrafts(disk)
    write(drafts, 'tea', 'of Ann')
    drafts.open('bo')
    expect(drafts.get('tea')).toBe('')
    write(drafts, 'tea', 'of Bo')
    drafts.forget()
    expect(openDrafts(disk).get('tea')).toBe('of Ann')
    expect(openDrafts(disk, 'bo').get('tea')).toBe('')
  })
})

it('settings chosen in two windows are both kept', () => {
  const { disk, one, other } = twice((disk) => new SettingsStore(disk))
  one.change({ language: 'en' })
  other.change({ theme: 'dark' })
  expect(new SettingsStore(disk).get()).toEqual({ language: 'en', theme: 'dark' })
  one.reload()
  expect(one.get()).toEqual({ language: 'en', theme: 'dark' })
})

it('settings that found no room on the disk stay in this window', () => {
  const disk = new SimulatedStorage()
  const settings = new SettingsStore(disk)
  disk.occupied = 10 * 1024 * 1024
  settings.change({ language: 'en' })
  settings.change({ theme: 'dark' })
  expect(settings.get()).toEqual({ language: 'en', theme: 'dark' })
})

it('voice messages played in two windows are both remembered', () => {
  const { disk, one, other } = twice((disk) => {
    const played = new PlayedStore(disk)
    played.has('m0')
    return played
  })
  one.add('m1')
  other.add('m2')
  const later = new PlayedStore(disk)
  expect([later.has('m1'), later.has('m2')]).toEqual([true, true])
  one.reload()
  expect(one.has('m2')).toBe(true)
})

it('histories kept by two windows are both found, and forgotten by either', () => {
  const { disk, one, other } = twice((disk) => new HistoryCache(disk, 'ann'))
  const message = { seq: 1, id: 'a', kind: 'text', body: 'hello', time: 1 } as const
  const from = { id: 'bo', name: 'Bo', avatar: '' }
  one.write('tea', [{ ...message, from }])
  other.write('cake', [{ ...message, from }])
  expect(new HistoryCache(disk, 'ann').makeRoom()).toBe(true)
  expect(disk.read('history.ann.tea')).toBeUndefined()
  one.clear()
  expect(disk.keys()).toEqual([])
})

it('a sign-out in one window takes the unsent messages of the other one away', () => {
  const { disk, one, other } = twice((disk) => new Outbox(disk, 'ann'))
  other.add({ room: 'tea', port: 'group', id: 'a', body: 'hello', time: 1 })
  one.clear('discarded')
  expect(disk.keys()).toEqual([])
})
