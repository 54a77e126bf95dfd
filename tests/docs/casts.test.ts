import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** A line of the product's code that casts through `unknown`, and the line before it. */
interface Cast {
  where: string
  before: string
}

/** Every such line in a folder, without the packages that a build copies into the mini-program. */
function castsIn(folder: string): Cast[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts') && !/^(iview|miniprogram_npm)\//.test(file))
  return sources.flatMap((file) => {
    const lines = readFileSync(`${folder}/${file}`, 'utf8').split('\n')
    return lines.flatMap((line, at) =>
      line.includes('as unknown as')
        ? [{ where: `${folder}/${file}:${at + 1}`, before: lines[at - 1] ?? '' }]
        : [],
    )
  })
}

describe('casts through unknown', () => {
  const casts = ['server', 'miniprogram', 'web'].flatMap(castsIn)

  it('are few', () => {
    expect(casts.map(({ where }) => where).slice(5)).toEqual([])
  })

  it('each say why in a comment above them', () => {
    expect(casts.filter(({ before }) => !/^\s*(\/\/|\/\*\*|\*)/.test(before))).toEqual([])
  })
})
