import { describe, expect, it } from 'vitest'
import type { Client } from '../../../../../server/chat/client'
import { personTopic } from '../../../../../server/chat/live/news'
import { UserConnections } from '../../../../../server/chat/live/user-connections'
import { openMemoryState } from '../../../../../server/state/memory'
import type { Bus } from '../../../../../server/state/state'
import { ann, bo } from './lines'

/** Nothing else of a client is looked at. */
const client = (id: string, person = ann) => ({ id, person }) as Client

function connectionsOf(bus: Bus = openMemoryState().bus) {
  const heard: unknown[] = []
  const userConnections = new UserConnections(bus, (person, news) => heard.push([person, news]))
  const tell = async (person: string) => {
    bus.publish(personTopic(person), { type: 'joined', port: 'group', room: 'r' })
    await Promise.resolve()
  }
  return { userConnections, heard, tell }
}

describe('a person who is connected', () => {
  it('is known by all their connections', async () => {
    const { userConnections } = connectionsOf()
    const [phone, desk, other] = [client('1'), client('2'), client('3', bo)]
    await Promise.all([phone, desk, other].map((one) => userConnections.add(one)))
    expect([...userConnections.of('ann')]).toEqual([phone, desk])
    expect([...userConnections.of('nobody')]).toEqual([])
  })

  it('is heard of once, however many connections they have, until the last one is gone', async () => {
    const { userConnections, heard, tell } = connectionsOf()
    const [phone, desk] = [client('1'), client('2')]
    await Promise.all([userConnections.add(phone), userConnections.add(desk)])
    await tell('ann')
    expect(heard).toHaveLength(1)
    userConnections.remove(phone)
    await tell('ann')
    expect(heard).toHaveLength(2)
    userConnections.remove(desk)
    userConnections.remove(desk)
    await Promise.resolve()
    await tell('ann')
    expect([heard.length, [...userConnections.of('ann')]]).toEqual([2, []])
  })

  it('can come back', async () => {
    const { userConnections, heard, tell } = connectionsOf()
    const phone = client('1')
    await userConnections.add(phone)
    userConnections.remove(phone)
    await userConnections.add(phone)
    await tell('ann')
    expect([heard.length, [...userConnections.of('ann')]]).toEqual([1, [phone]])
  })

  it('cannot arrive while the bus is out of reach, departs in good order, and may try again', async () => {
    const { bus } = openMemoryState()
    let broken = true
    const { userConnections, heard, tell } = connectionsOf({
      publish: (topic, news) => bus.publish(topic, news),
      subscribe: (topic, hear) => (broken ? Promise.reject(new Error('down')) : bus.subscribe(topic, hear)),
      onGap: (hear) => bus.onGap(hear),
      onDoubt: (hear) => bus.onDoubt(hear),
    })
    const phone = client('1')
    await expect(userConnections.add(phone)).rejects.toThrow('down')
    userConnections.remove(phone)
    broken = false
    await userConnections.add(phone)
    await tell('ann')
    expect(heard).toHaveLength(1)
  })
})
