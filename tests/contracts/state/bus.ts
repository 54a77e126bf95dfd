import { expect } from 'vitest'
import { listen, type StateTests } from './state-tests'

export const bus: StateTests = {
  'carries news to every subscriber, the own server included': async ({ state, other }) => {
    const ears = [await listen(state.bus, 't'), await listen(state.bus, 't'), await listen(other.bus, 't')]
    state.bus.publish('t', { hello: 1 })
    for (const ear of ears) expect(await ear.next()).toEqual({ hello: 1 })
    other.bus.publish('t', { hello: 2 })
    for (const ear of ears) expect(await ear.next()).toEqual({ hello: 2 })
  },

  'carries news as it is': async ({ state, other }) => {
    const ear = await listen(other.bus, 't')
    const news = { text: '你好 🎉 "\\ __proto__', list: [1, 'two', null, { three: true }], deep: { er: 0.5 } }
    state.bus.publish('t', news)
    expect(await ear.next()).toEqual(news)
  },

  'keeps topics apart': async ({ state, other }) => {
    const ear = await listen(other.bus, 'topic')
    const wild = await listen(other.bus, 'topic*')
    state.bus.publish('topics', { wrong: true })
    state.bus.publish('Topic', { wrong: true })
    state.bus.publish('topic', { right: true })
    state.bus.publish('topic*', { wild: true })
    expect(await ear.next()).toEqual({ right: true })
    expect(await wild.next()).toEqual({ wild: true })
    expect(ear.heard).toEqual([])
  },

  'tells nobody who has unsubscribed, and goes on telling the others': async ({ state, other }) => {
    const gone = await listen(state.bus, 't')
    const stays = await listen(state.bus, 't')
    const far = await listen(other.bus, 't')
    gone.unsubscribe()
    gone.unsubscribe()
    other.bus.publish('t', { n: 1 })
    expect(await stays.next()).toEqual({ n: 1 })
    expect(await far.next()).toEqual({ n: 1 })
    expect(gone.heard).toEqual([])
  },

  'hears again after everybody had unsubscribed': async ({ state, other }) => {
    const first = await listen(state.bus, 't')
    first.unsubscribe()
    const second = await listen(state.bus, 't')
    other.bus.publish('t', { n: 2 })
    expect(await second.next()).toEqual({ n: 2 })
    expect(first.heard).toEqual([])
  },

  'takes news that nobody hears': async ({ state }) => {
    state.bus.publish('t', { lost: true })
    const ear = await listen(state.bus, 'u')
    state.bus.publish('u', { heard: true })
    expect(await ear.next()).toEqual({ heard: true })
  },
}
