import { describe, expect, it } from 'vitest'
import {
  afterKey,
  asWritten,
  idsOf,
  isFull,
  joined,
  mentioning,
  nameEnd,
  typedName,
  type Written,
} from '../../../../miniprogram/messages/mentions'

const empty: Written = { text: '', mentions: [] }
const bo = { id: 'bo', name: 'Bo Li' }
const cy = { id: 'cy', name: '茜' }
const typed = (text: string): Written => ({ text, mentions: [] })
/** `hi @Bo Li, @茜!` */
const both = (() => {
  const first = mentioning(typed('hi @b'), bo, 3, 5)
  const second = mentioning(afterKey(first, `${first.text}@c`), cy, first.text.length, first.text.length + 2)
  return afterKey(second, `${second.text}!`)
})()

describe('a mention in a text that is written', () => {
  it('stands as the name, with an end that nobody types, and goes along by its id', () => {
    expect(both.text).toBe(`hi @Bo Li${nameEnd}@茜${nameEnd}!`)
    expect(both.mentions.map(({ id, at }) => [id, at])).toEqual([
      ['bo', 3],
      ['cy', 10],
    ])
    expect(idsOf(both.mentions)).toEqual(['bo', 'cy'])
  })

  it('moves with what is typed and deleted before it', () => {
    const more = afterKey(both, `oh, ${both.text}`, 4)
    expect(more.mentions.map(({ at }) => at)).toEqual([7, 14])
    const less = afterKey(more, more.text.slice(6), 0)
    expect(less.mentions.map(({ at }) => at)).toEqual([1, 8])
  })

  it('stays when its end is deleted, and goes whole with any letter of it', () => {
    const { text } = both
    const withoutEnd = afterKey(both, text.replace(nameEnd, ''), 9)
    expect(idsOf(withoutEnd.mentions)).toEqual(['bo', 'cy'])
    const cut = afterKey(withoutEnd, withoutEnd.text.replace('Bo Li', 'Bo L'), 8)
    expect([cut.text, cut.cursor, idsOf(cut.mentions)]).toEqual([`hi @茜${nameEnd}!`, 3, ['cy']])
  })

  it('is words as any other when something is typed into it', () => {
    const changed = afterKey(both, both.text.replace('Bo Li', 'Bob Li'), 7)
    expect([changed.text.slice(0, 10), idsOf(changed.mentions)]).toEqual(['hi @Bob Li', ['cy']])
  })

  it('goes with what is deleted over several, and is replaced with what is pasted over it', () => {
    expect(afterKey(both, 'hi !', 3)).toMatchObject({ text: 'hi !', mentions: [] })
    expect(afterKey(both, `hi x@茜${nameEnd}!`, 4)).toMatchObject({ mentions: [{ id: 'cy', at: 4 }] })
  })

  it('is told from the same letters beside it by where the writer is', () => {
    const one = mentioning(typed('@'), { id: 'a', name: 'aa' }, 0, 1)
    const more = afterKey(one, `@aa${one.text}`, 3)
    expect(more.mentions).toEqual([{ id: 'a', name: 'aa', at: 3 }])
  })

  it('of one person is sent once, and of 50 no more may be added', () => {
    let text = empty
    for (let n = 0; n < 50; n += 1) {
      expect(isFull(text)).toBe(false)
      text = mentioning(text, { id: `p${n}`, name: `p${n}` }, 0, 0)
      text = mentioning(text, { id: `p${n}`, name: `p${n}` }, 0, 0)
    }
    expect(isFull(text)).toBe(true)
    expect(idsOf(text.mentions)).toHaveLength(50)
  })

  it('is kept with its text, and not where the text is another', () => {
    expect(asWritten(both.text, both.mentions)).toEqual({ text: both.text, mentions: both.mentions })
    expect(asWritten(`x${both.text}`, both.mentions).mentions).toEqual([])
  })

  it('stands behind what is there already', () => {
    expect(joined(typed('oh'), both).mentions.map(({ at }) => at)).toEqual([6, 13])
    expect(joined(empty, both)).toBe(both)
  })
})

describe('who is being mentioned', () => {
  it.each([
    ['@', 1, { at: 0, name: '' }],
    ['hi @zh', 6, { at: 3, name: 'zh' }],
    ['你好@张', 4, { at: 2, name: '张' }],
    ['（@张', 3, { at: 1, name: '张' }],
    ['a\n＠b', 4, { at: 2, name: 'b' }],
    ['@an and more', 3, { at: 0, name: 'an' }],
  ])('is told by what stands behind the sign: %j', (text, cursor, wanted) => {
    expect(typedName(text, cursor)).toEqual(wanted)
  })

  it.each([
    ['me@home', 7],
    ['@ann ', 5],
    [`@ann${nameEnd}`, 5],
    ['@', 0],
    ['', 0],
    ['a.b@c', 5],
  ])('is nobody in %j', (text, cursor) => {
    expect(typedName(text, cursor)).toBeUndefined()
  })
})
