import type { Chance } from '../session/ports'

/** Digits of a random part: 36^10 are more than 2^51. */
const digits = 10

const weakDigits = () => Array.from({ length: digits }, () => digit(Math.random() * 256)).join('')

function digit(byte: number): string {
  return (Math.floor(byte) % 36).toString(36)
}

/** Ids from WeChat's random numbers, which come a moment after the start; from weaker ones until then. */
export function openChance(): Chance {
  let prefix = weakDigits()
  let given = 0
  wx.getRandomValues({
    length: digits,
    success: ({ randomValues }) => {
      prefix = Array.from(new Uint8Array(randomValues), digit).join('')
    },
  })
  return {
    random: () => Math.random(),
    newId() {
      given += 1
      return `${prefix}-${Date.now().toString(36)}-${given.toString(36)}`
    },
  }
}
