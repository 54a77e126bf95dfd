import { beforeEach, describe, expect, it } from 'vitest'
import type { ContactsAnswer } from '../../../../miniprogram/api/contacts'
import { ContactBook } from '../../../../miniprogram/stores/contact-book'
import { SimulatedStorage } from '../../../support/simulated-storage'

const bo = { id: 'bo', name: 'Bo', avatar: '' }
const cy = { id: 'cy', name: 'Cy', avatar: '' }
const asked = { type: 'asked', link: 'l1', to: bo, note: 'A word?', time: 1 } as const
const connected = { type: 'connected', link: 'l1', room: 'talk', peer: bo } as const
const linked = (link: string, time: number) => ({ type: 'linked', link, from: cy, note: 'hi', time }) as const
const talk = { person: bo, room: 'talk', since: 5, online: true }
const nothing: ContactsAnswer = { contacts: [], invitations: { received: [], sent: [] }, blocked: [] }

let storage: SimulatedStorage
let answer: ContactsAnswer
let book: ContactBook

function open(): ContactBook {
  const opened = new ContactBook({ get: async () => answer }, storage)
  opened.open('ann')
  return opened
}
beforeEach(() => {
  storage = new SimulatedStorage()
  answer = { ...nothing, contacts: [talk] }
  book = open()
})

const told = ({ invitations }: ContactBook) => invitations.news.get().map(({ key, is }) => `${is} ${key}`)

describe('somebody whom I have invited', () => {
  beforeEach(() => book.hear(asked))

  it('and who accepts is told of, until I am in the talk', async () => {
    book.hear(connected)
    await book.refresh()
    expect(book.invitations.news.get()).toEqual([{ key: 'talk', person: bo, is: 'accepted' }])
    book.invitations.dismiss(['talk'])
    await book.refresh()
    expect(told(book)).toEqual([])
    expect(told(open())).toEqual([])
  })

  it('and who has accepted while this phone was away is told of, once', async () => {
    book = open()
    await book.refresh()
    await book.refresh()
    expect(told(book)).toEqual(['accepted talk'])
    expect(told(open())).toEqual(['accepted talk'])
  })

  it('and who declines is not', async () => {
    answer = nothing
    book.hear({ type: 'declined', link: 'l1', peer: bo })
    await book.refresh()
    expect(told(book)).toEqual([])
  })

  it('by a question of mine that is answered with the talk is not: it opens', async () => {
    book.hear({ ...connected, id: 'c1', link: 'theirs' })
    await book.refresh()
    expect(told(book)).toEqual([])
    expect(book.invitations.get().sent).toEqual([])
  })
})

describe('an invitation that comes', () => {
  it('is told, the first one first, until it is answered', () => {
    book.hear(linked('l2', 20))
    book.hear(linked('l3', 30))
    expect(told(book)).toEqual(['invited l2', 'invited l3'])
    book.hear({ type: 'unlinked', link: 'l2', peer: cy })
    expect(told(book)).toEqual(['invited l3'])
  })

  it('and was told waits on, untold after the next start too', () => {
    book.hear(linked('l2', 20))
    book.hear(linked('l3', 30))
    book.invitations.dismiss(['l2'])
    for (const one of [book, open()]) {
      expect(told(one)).toEqual(['invited l3'])
      expect(one.invitations.badge.get()).toBe(2)
    }
  })

  it('and is accepted here, or on another device of mine, is no news', async () => {
    book.hear(linked('l2', 20))
    book.hear({ type: 'connected', link: 'l2', room: 'talk2', peer: cy })
    await book.refresh()
    expect(told(book)).toEqual([])
  })
})
