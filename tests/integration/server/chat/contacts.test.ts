import { expect } from 'vitest'
import { contactsOf } from '../../../../server/chat/contacts'
import { it } from '../../../support/chat'
import { pair, people } from './scenes'

it('contacts are the people one has a talk with, those who asked and were asked, and the blocked', async ({
  chat,
}) => {
  const { ann, bo, room } = await pair(chat)
  const since = chat.clock.now()
  const [cy, dee] = await people(chat, 'direct', 'cy', 'dee')
  const eve = await chat.person('eve')
  const { link: received } = await cy.ask('asked', { type: 'link', id: 'l', to: ann.person.id, note: 'hi' })
  const { link: sent } = await ann.ask('asked', { type: 'link', id: 'l', to: dee.person.id })
  await ann.ask('blocked', { type: 'block', person: eve.id })

  const all = await contactsOf(ann.person.id, chat.context.ports)
  expect(all).toEqual({
    contacts: [{ person: bo.person, room, since, online: true }],
    invitations: {
      received: [{ link: received, person: cy.person, note: 'hi', time: since }],
      sent: [{ link: sent, person: dee.person, note: '', time: since }],
    },
    blocked: [eve],
  })
  expect(await contactsOf(eve.id, chat.context.ports)).toEqual({
    contacts: [],
    invitations: { received: [], sent: [] },
    blocked: [],
  })
})

it('a contact without a connection is not online', async ({ chat }) => {
  const { ann, bo } = await pair(chat)
  const onGroup = await chat.client('group', bo.person)
  const online = async () => (await contactsOf(ann.person.id, chat.context.ports)).contacts[0]?.online
  await bo.vanish()
  expect(await online()).toBe(true)
  await onGroup.vanish()
  expect(await online()).toBe(false)
})

it('a contact who has blocked one is not seen to be online, and does not see that one either', async ({
  chat,
}) => {
  const { ann, bo } = await pair(chat)
  await bo.ask('blocked', { type: 'block', person: ann.person.id })
  const online = async (id: string) => (await contactsOf(id, chat.context.ports)).contacts[0]?.online
  expect([await online(ann.person.id), await online(bo.person.id)]).toEqual([false, false])
})
