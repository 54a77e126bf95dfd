import { describe, expect, it } from 'vitest'
import { grounds } from '../../miniprogram/components/avatar/face'
import { read } from './support/units'

type Colours = Record<string, string>

/** The blocks of `tokens.wxss` that hold colours: the light ones, the dark ones of the phone, the dark ones of the settings. */
const blocks = [...read('styles/tokens.wxss').matchAll(/\{([^{}]*--ground:[^{}]*)\}/g)].map(
  ([, block = '']) =>
    Object.fromEntries(
      [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
    ),
)
const [light = {}, dark = {}, chosenDark = {}]: Colours[] = blocks

/** What stands on what, as the style sheets have it. */
const pairs: [ink: string, ground: string][] = [
  ...['ground', 'surface', 'pressed', 'bubble', 'bubble-own'].map((on): [string, string] => ['ink', on]),
  ...['ground', 'surface', 'pressed', 'bubble', 'bubble-own'].map((on): [string, string] => ['ink-soft', on]),
  ...['ground', 'surface', 'pressed', 'bubble', 'bubble-own'].map((on): [string, string] => [
    'accent-ink',
    on,
  ]),
  ...['ground', 'surface', 'bubble'].map((on): [string, string] => ['danger-ink', on]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-pressed'],
  ['on-danger', 'danger'],
  ['warn-ink', 'warn-ground'],
]

/** Relative luminance of `#rrggbb`, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

describe.each([
  ['light', light],
  ['dark', dark],
])('in %s colours', (_name, colours) => {
  it.each(pairs)('%s can be read on %s', (ink, ground) => {
    expect(contrast(colours[ink] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(4.5)
  })
})

it('the dark colours of the settings are those of the phone', () => {
  expect(Object.keys(dark).length).toBeGreaterThan(15)
  expect(chosenDark).toEqual(dark)
  expect(Object.keys(dark)).toEqual(Object.keys(light))
})

it.each(grounds)('a white initial can be read on %s', (ground) => {
  expect(contrast('#ffffff', ground)).toBeGreaterThanOrEqual(4.5)
})

it('would tell: grey on white is too little', () => {
  expect(contrast('#999999', '#ffffff')).toBeLessThan(4.5)
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
})
