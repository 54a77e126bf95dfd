/** Grounds on which a white initial has a contrast of at least 4.5:1. */
export const grounds = [
  '#07884a',
  '#1f6fb2',
  '#7a4fc0',
  '#b0455c',
  '#a3570f',
  '#0d7a77',
  '#5b6b16',
  '#4a5fc4',
  '#8a4a3a',
  '#3f6b57',
  '#9c3f8f',
  '#55606b',
] as const

/** Pictures to choose from for those who upload none; an avatar `preset:3` is the fourth. */
export const presets = ['🐼', '🦊', '🐱', '🐶', '🐰', '🐯', '🦉', '🐳', '🦋', '🌵', '🍀', '🌙'] as const

/** What stands for a person where no picture is. */
export interface Face {
  sign: string
  ground: string
}

/** The face of a person: always the same colour for the same id, so that people know each other by it. */
export function faceOf(id: string, name: string, avatar: string): Face {
  const preset = /^preset:(\d+)$/.exec(avatar)?.[1]
  if (preset === undefined) return { sign: initialOf(name), ground: pick(grounds, hash(id)) }
  return { sign: pick(presets, Number(preset)), ground: pick(grounds, Number(preset)) }
}

/**
 * A flag, a letter with its marks, a picture made of several, or any character. As a text, for the compiler of DevTools (miniprogram-ci
 * 2.1.42) writes each property of a literal out: 14 KB for these.
 */
const visible = '^(?:\\p{RI}\\p{RI}|\\p{L}\\p{M}*|\\p{Emoji_Presentation}(?:\\u200d\\p{Emoji}\\ufe0f?)*|.)'
const firstVisible = new RegExp(visible, 'u')

/** The first visible character, whole even when it is made of several code points. */
function initialOf(name: string): string {
  const first = firstVisible.exec(name.trim())
  return (first?.[0] ?? '?').toUpperCase()
}

function hash(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) % 65_521
  return sum
}

const pick = <T>(from: readonly [T, ...T[]], at: number): T => from[at % from.length] ?? from[0]
