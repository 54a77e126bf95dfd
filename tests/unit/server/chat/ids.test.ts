import { expect, it } from 'vitest'
import { newId, newRoomCode } from '../../../../server/chat/ids'

it('ids are 10 small letters and digits, codes 8 capital ones, without those that look alike', () => {
  for (let time = 0; time < 1_000; time += 1) {
    expect(newId()).toMatch(/^[a-hjkmnp-z2-9]{10}$/)
    expect(newRoomCode()).toMatch(/^[A-HJKMNP-Z2-9]{8}$/)
  }
})

it('none comes twice', () => {
  expect(new Set(Array.from({ length: 10_000 }, newId)).size).toBe(10_000)
})
