import { describe, expect, it } from 'vitest'
import { cyclesOf, importGraph, levelsOf } from '../support/import-graph'

describe('imports, types counted', () => {
  const graph = importGraph('server', 'miniprogram', 'web')

  it('are read of every file', () => {
    expect(graph.get('server/app.ts')).toContain('server/gateway/gateway.ts')
    expect(graph.size).toBeGreaterThan(400)
  })

  it('form no cycle of files', () => {
    expect(cyclesOf(graph)).toEqual([])
  })

  it('form no cycle of folders, nor of a folder and the files beside it', () => {
    const cycles = [...levelsOf(graph)].flatMap(([, entries]) => cyclesOf(entries))
    expect(cycles).toEqual([])
  })

  it('would show a cycle of files, and one of folders', () => {
    const files = new Map([
      ['a/x.ts', new Set(['b/y.ts'])],
      ['b/y.ts', new Set<string>()],
      ['b/z.ts', new Set(['a/x.ts'])],
    ])
    expect(cyclesOf(files)).toEqual([])
    expect([...levelsOf(files)].map(([, entries]) => cyclesOf(entries))).toEqual([[['a', 'b']]])
    expect(cyclesOf(files.set('b/y.ts', new Set(['b/z.ts'])))).toEqual([['a/x.ts', 'b/y.ts', 'b/z.ts']])
  })
})
