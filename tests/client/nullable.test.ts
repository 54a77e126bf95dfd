// @vitest-environment jsdom
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { Component, CurrentWindowBackendContext, registerElement } from 'glass-easel'
import { TmplGroup } from 'glass-easel-template-compiler'
import { describe, expect, it } from 'vitest'
import { compiler } from './support/official'
import { nullableIn } from './support/template-types'
import { units } from './support/units'

const wcc = compiler('wcc')
if (!wcc) process.stdout.write(`wcc: skipped, WeChat has none for ${process.platform} ${process.arch}\n`)

const template = '<view class="a {{no}}">{{no}}|{{none}}</view>'
const data = { no: null, none: undefined }

/** What WeChat's own compiler makes of the template. */
function byWechat(program: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'null-'))
  writeFileSync(join(folder, 'x.wxml'), template)
  execFileSync(program, ['-d', '-cc', '0', '-gn', '$gwx', '-o', 'x.js', 'x.wxml'], { cwd: folder })
  const context = createContext({ window: {}, console })
  runInContext(readFileSync(join(folder, 'x.js'), 'utf8'), context)
  rmSync(folder, { recursive: true })
  const render = runInContext("$gwx('x.wxml')", context) as (data: object) => { children: unknown[] }
  return render(data).children[0]
}

/** What the compiler of the web room makes of it. */
function byGlassEasel(): string {
  const group = new TmplGroup()
  group.addTmpl('x', template)
  const code = `var G={},R={};${group.getRuntimeString()};return ${group.getTmplGenObject('x')}`
  const content = new Function(code)() as never
  group.free()
  const definition = registerElement({ template: { content }, data })
  const shown = Component.createWithContext('x', definition.general(), new CurrentWindowBackendContext())
  return (shown.$$ as unknown as HTMLElement).innerHTML
}

describe('null in a template', () => {
  it.runIf(wcc)('is a word for WeChat, in a text and in a class; what is undefined is nothing', () => {
    expect(byWechat(String(wcc))).toMatchObject({ attr: { class: 'a null' }, children: ['null|'] })
  })

  it('is nothing for the web room', () => {
    expect(byGlassEasel()).toMatch(/class="a ?".*>\|</)
  })
})

describe('a template', () => {
  it('writes nothing that may be null or undefined', () => {
    expect(nullableIn(units)).toEqual([])
  })

  /** The complaints about a component with this template. */
  const complaints = (wxml: string) => {
    const ts = `Component({
      properties: { name: String },
      data: {
        note: null as string | null,
        word: undefined as string | undefined,
        person: null as { name: string } | null,
        rows: [] as { text?: string }[],
      },
    })`
    return nullableIn([{ path: 'components/probe/probe', ts, wxml, using: { avatar: '' } }])
  }

  it.each([
    ['<view>{{note}}</view>', '{{note}}'],
    ['<view class="a {{note}}" />', '{{note}}'],
    ['<view aria-label="{{word}}" />', '{{word}}'],
    ['<avatar name="{{word}}" />', '{{word}}'],
    ['<view>{{person.name}}</view>', '{{person.name}}'],
    ['<view wx:for="{{rows}}" wx:key="text">{{item.text}}</view>', '{{item.text}}'],
    ['<view wx:if="{{person}}" /><view wx:else>{{person.name}}</view>', '{{person.name}}'],
    ['<view>{{name + note}}</view>', '{{name + note}}'],
  ])('that does would be found: %s', (wxml, expression) => {
    expect(complaints(wxml)).toEqual([expect.stringContaining(expression)])
  })

  it('may write what stands behind a guard or has a fallback', () => {
    const wxml = `<view wx:if="{{note}}">{{note}}</view><view class="{{note || ''}}">{{name}}</view>
      <avatar person="{{person}}" /><block wx:if="{{person}}"><view wx:for="{{rows}}" wx:key="text">
      {{person.name}}<text wx:if="{{item.text}}">{{item.text}}</text></view></block>`
    expect(complaints(wxml)).toEqual([])
  })
})
