import { expect, it } from 'vitest'
import type { Storage } from '../../../../miniprogram/session/ports'
import { PlayedStore } from '../../../../miniprogram/voices/played-store'

function phone(): Storage {
  const kept = new Map<string, unknown>()
  return {
    read: (key) => kept.get(key),
    write: (key, value) => {
      kept.set(key, value)
      return true
    },
    remove: (key) => {
      kept.delete(key)
    },
    keys: () => [...kept.keys()],
  }
}

it('what was played once is known after a restart', () => {
  const storage = phone()
  new PlayedStore(storage).add('m1')
  const later = new PlayedStore(storage)
  expect([later.has('m1'), later.has('m2')]).toEqual([true, false])
})

it('the oldest is forgotten before the phone is full of it', () => {
  const storage = phone()
  const played = new PlayedStore(storage)
  for (let at = 0; at <= 2_000; at += 1) played.add(`m${at}`)
  expect([played.has('m0'), played.has('m1'), played.has('m2000')]).toEqual([false, true, true])
  expect(storage.read('played')).toHaveLength(2_000)
})

it('a damaged memory is an empty one, and signing out forgets it', () => {
  const storage = phone()
  storage.write('played', { not: 'a list' })
  const played = new PlayedStore(storage)
  expect(played.has('m1')).toBe(false)
  played.add('m1')
  played.forget()
  expect([played.has('m1'), storage.read('played')]).toEqual([false, undefined])
})
