import { commonPasswords } from './common-passwords'

const fewest = 8
const most = 128
const common = commonPasswords(fewest)

interface Weakness {
  problem: 'bad-password' | 'common-password'
  detail: string
}

/** What is wrong with a password somebody chose for a login name; nothing when it will do. */
export function weaknessOf(password: string, login: string): Weakness | undefined {
  const detail = mistake(password, login)
  if (detail) return { problem: 'bad-password', detail }
  if (!common.has(password.toLowerCase())) return undefined
  return { problem: 'common-password', detail: 'This password is one of the first that are guessed.' }
}

function mistake(password: string, login: string): string | undefined {
  const characters = Array.from(password)
  if (characters.length < fewest) return `A password has at least ${fewest} characters.`
  if (characters.length > most) return `A password has at most ${most} characters.`
  if (password.toLowerCase() === login.toLowerCase()) return 'The password is the name.'
  if (isRow(characters)) return 'This password is one character, or a row of neighbours like 12345678.'
  return undefined
}

/** aaaaaaaa, 12345678, 87654321. */
function isRow(characters: string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  const [step] = steps
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1
}
