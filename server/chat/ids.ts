import { randomInt } from 'node:crypto'

/** Without those that are mistaken for one another: 0 and O, 1, I and L. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const codeLength = 8
const idLength = 10

function random(length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}

/** A code by which people join a room: 8 capital letters and digits, some 40 bits. */
export function newRoomCode(): string {
  return random(codeLength)
}

/** An id of a person, a room or an invitation: 10 lower-case letters and digits, some 50 bits. */
export function newId(): string {
  return random(idLength).toLowerCase()
}
