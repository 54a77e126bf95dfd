import { pinyin } from 'pinyin-pro'
import { describe, expect, it, vi } from 'vitest'
import { searchFor } from '../../../../server/chat/name-search'

vi.mock('pinyin-pro', { spy: true })

const finds = async (typed: string, name: string) => (await searchFor(typed))(name)

describe('a search for a name', () => {
  it.each([
    ['li', '李雷'],
    ['LILEI', '李雷'],
    ['ll', '李雷'],
    ['lil', '李雷'],
    ['li lei', '李雷'],
    ['雷', '李雷'],
    ['shan', '单雄信'],
    ['dxx', '单雄信'],
    ['lvb', '吕布'],
    ['lub', '吕布'],
    ['lue', '略'],
    ['xm小', 'XM小米'],
    ['annli', 'Ann 李'],
    ['ＡＮＮ', 'Joanna'],
    ['ann', 'Ａｎｎ'],
    ['a2', 'A2组'],
    ['z', '张'],
  ])('%s finds %s', async (typed, name) => {
    expect(await finds(typed, name)).toBe(true)
  })

  it.each([
    ['lei', '李雷'],
    ['lileix', '李雷'],
    ['lx', '李雷'],
    ['li', '😀'],
    ['a', ''],
    ['张', 'zhang'],
  ])('%s does not find %s', async (typed, name) => {
    expect(await finds(typed, name)).toBe(false)
  })

  it('of the worst kind ends soon: every beginning of every reading fits', async () => {
    const isMeant = await searchFor('a'.repeat(32))
    expect(isMeant('啊'.repeat(31))).toBe(false)
    expect(isMeant('啊'.repeat(32))).toBe(true)
  })

  it('reads a character once, in however many names it is, and others never', async () => {
    const isMeant = await searchFor('wang')
    isMeant('王一')
    vi.mocked(pinyin).mockClear()
    const names = ['王王', 'Ann 王', '王😀', '一王'].map(isMeant)
    expect(names).toEqual([true, false, true, false])
    expect(pinyin).not.toHaveBeenCalled()
  })
})
