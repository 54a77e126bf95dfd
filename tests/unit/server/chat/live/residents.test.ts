import { describe, expect, it } from 'vitest'
import { personTopic } from '../../../../../server/chat/live/news'
import { Residents } from '../../../../../server/chat/live/residents'
import type { Visitor } from '../../../../../server/chat/visitor'
import { openMemoryState } from '../../../../../server/state/memory'
import type { Bus } from '../../../../../server/state/state'
import { ann, bo } from './lines'

const visitor = (id: string, person = ann) => ({ id, person }) as Visitor

function residentsOf(bus: Bus = openMemoryState().bus) {
  const heard: unknown[] = []
  const residents = new Residents(bus, (person, news) => heard.push([person, news]))
  const tell = async (person: string) => {
    bus.publish(personTopic(person), { type: 'joined', port: 'group', room: 'r' })
    await Promise.resolve()
  }
  return { residents, heard, tell }
}

describe('a person who is connected', () => {
  it('is known by all their connections', async () => {
    const { residents } = residentsOf()
    const [phone, desk, other] = [visitor('1'), visitor('2'), visitor('3', bo)]
    await Promise.all([phone, desk, other].map((one) => residents.arrive(one)))
    expect([...residents.of('ann')]).toEqual([phone, desk])
    expect([...residents.of('nobody')]).toEqual([])
  })

  it('is heard of once, however many connections they have, until the last one is gone', async () => {
    const { residents, heard, tell } = residentsOf()
    const [phone, desk] = [visitor('1'), visitor('2')]
    await Promise.all([residents.arrive(phone), residents.arrive(desk)])
    await tell('ann')
    expect(heard).toHaveLength(1)
    residents.depart(phone)
    await tell('ann')
    expect(heard).toHaveLength(2)
    residents.depart(desk)
    residents.depart(desk)
    await Promise.resolve()
    await tell('ann')
    expect([heard.length, [...residents.of('ann')]]).toEqual([2, []])
  })

  it('can come back', async () => {
    const { residents, heard, tell } = residentsOf()
    const phone = visitor('1')
    await residents.arrive(phone)
    residents.depart(phone)
    await residents.arrive(phone)
    await tell('ann')
    expect([heard.length, [...residents.of('ann')]]).toEqual([1, [phone]])
  })

  it('cannot arrive while the bus is out of reach, departs in good order, and may try again', async () => {
    const { bus } = openMemoryState()
    let broken = true
    const { residents, heard, tell } = residentsOf({
      publish: (topic, news) => bus.publish(topic, news),
      subscribe: (topic, hear) => (broken ? Promise.reject(new Error('down')) : bus.subscribe(topic, hear)),
      onGap: (hear) => bus.onGap(hear),
    })
    const phone = visitor('1')
    await expect(residents.arrive(phone)).rejects.toThrow('down')
    residents.depart(phone)
    broken = false
    await residents.arrive(phone)
    await tell('ann')
    expect(heard).toHaveLength(1)
  })
})
