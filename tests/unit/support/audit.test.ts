import { describe, expect, it } from 'vitest'
import { audit, inWords } from '../../support/audit'
import { Transcript } from '../../support/transcript'

/** Somebody with one accepted message, at 1, who has heard these ids in this order. */
function witness(id: string, ...heard: string[]) {
  const transcript = new Transcript()
  for (const [at, id] of heard.entries()) transcript.take({ seq: at + 1, id, from: 'ann', body: id })
  return { person: { id }, accepted: new Map(id === 'ann' ? [['m1', 1]] : []), transcript }
}

describe('the audit', () => {
  it('finds nothing where everyone has everything once and in its place', () => {
    expect(inWords(audit([witness('ann', 'm1'), witness('bo', 'm1')]))).toBe(
      'accepted 1, delivered 1, lost 0, doubled 0, misplaced 0',
    )
  })

  it('finds what one person has not', () => {
    expect(audit([witness('ann', 'm1'), witness('bo')])).toMatchObject({ delivered: 0, lost: 1 })
  })

  it('finds what one person has twice', () => {
    expect(audit([witness('ann', 'm1'), witness('bo', 'm1', 'm2', 'm1')])).toMatchObject({ doubled: 1 })
  })

  it('finds what stands elsewhere', () => {
    expect(audit([witness('ann', 'm1'), witness('bo', 'm2', 'm1')])).toMatchObject({ misplaced: 1 })
  })

  it('finds a place that was given to two', () => {
    const bo = witness('bo', 'm1')
    bo.transcript.take({ seq: 1, id: 'm2', from: 'ann', body: 'm2' })
    expect(audit([witness('ann', 'm1'), bo])).toMatchObject({ misplaced: 1 })
  })
})
