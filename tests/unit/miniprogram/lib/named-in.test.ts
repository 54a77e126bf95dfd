import { describe, expect, it } from 'vitest'
import { namedIn } from '../../../../miniprogram/lib/named-in'
import { partsOf } from '../../../../miniprogram/lib/text-parts'
import { nameEnd } from '../../../../miniprogram/messages/mentions'

const me = { id: 'me', name: 'Ann' }
const namesOf = (text: string, ...ids: string[]) => [...namedIn(text, ids, me)]

describe('who is named in a text', () => {
  it('is told by the order of names and ids, also with blanks in a name', () => {
    const text = `hi @Bo Li${nameEnd}and @茜${nameEnd}, @Bo Li${nameEnd}`
    expect(namesOf(text, 'bo', 'cy')).toEqual([
      ['@Bo Li', 'bo'],
      ['@茜', 'cy'],
    ])
  })

  it('is told of a text from another client by what stands up to a blank', () => {
    expect(namesOf('@bo, tea? mail me@home', 'bo', 'home')).toEqual([
      ['@bo,', 'bo'],
      ['@home', 'home'],
    ])
  })

  it('is for sure only oneself where there are more names than people', () => {
    expect(namesOf('@Ann and @Bo', 'me')).toEqual([['@Ann', 'me']])
    expect(namesOf('@Ann and @Bo', 'bo')).toEqual([])
    expect(namesOf('nobody is named', 'me')).toEqual([])
  })

  it('stands out from the words around it, and from a longer name that begins alike', () => {
    const people = new Map([
      ['@Bo', 'bo'],
      ['@Bo (2)', 'b2'],
    ])
    expect(partsOf('@Bo (2) and @Bo', people)).toEqual([
      { text: '@Bo (2)', person: 'b2' },
      { text: ' and ' },
      { text: '@Bo', person: 'bo' },
    ])
    expect(partsOf('@Bo', people)).toEqual([{ text: '@Bo', person: 'bo' }])
  })

  it('is none in code, and stands beside a link', () => {
    const people = new Map([['@Bo', 'bo']])
    expect(partsOf('`@Bo` @Bo https://a.example/@Bo', people)).toEqual([
      { text: '@Bo', look: 'code' },
      { text: ' ' },
      { text: '@Bo', person: 'bo' },
      { text: ' ' },
      { text: 'https://a.example/@Bo', url: 'https://a.example/@Bo' },
    ])
  })
})
