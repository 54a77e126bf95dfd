import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { nodesOf, type TemplateNode } from './wxml-nodes'

/** A script and its template. `path`: without an ending, from the root of the mini-program. */
export interface TypedUnit {
  path: string
  ts: string
  wxml: string
  /** The tags of its components. */
  using: object
}

/** What properties that are declared as `Object` or `Array` hold, for WeChat's types leave that open. */
const held: Record<string, string> = {
  'components/composer/composer': '{ reply: { name: string; text: string } | null }',
  'components/media-content/media-content':
    "{ media: import('../../protocol/index').MediaBody & { name: string } }",
  'components/message-bubble/message-bubble': "{ row: import('../message-list/row').Row | null }",
  'pages/account/secret-form/secret-form': "{ fields: import('./secret-form').SecretField[] }",
  'components/message-menu/message-menu': '{ items: { action: string; label: string }[] }',
}

/**
 * Scripts with their templates as TypeScript: `wx:if` is an `if`, so a guard is understood as the type checker understands
 * it. What is written as a text must not be null or undefined: WeChat's compiler writes the word.
 */
const prelude = `
declare function __unit<D, P extends WechatMiniprogram.Component.PropertyOption>(
  options: { data?: D; properties?: P; [other: string]: unknown },
): D & WechatMiniprogram.Component.PropertyOptionToData<P>
declare function __get<T, K extends string>(data: T, key: K): K extends keyof T ? T[K] : any
declare function __text(value: string | number | boolean): void
declare function __one<T extends string | number>(value: T): T
declare function __pass(value: object | null): void
declare function __pass(value: string | number | boolean): void
`

const keywords = new Set(['true', 'false', 'null', 'undefined', 'typeof'])
const binding = /\{\{([\s\S]*?)\}\}/g
const whole = /^\{\{((?:(?!\}\})[\s\S])*)\}\}$/

/** TypeScript adds null to a text without a word: what stands beside a plus is checked by itself. */
function operandsChecked(code: string): string {
  const operand = /(\+\s*)?([A-Za-z_$][\w$.]*)(?=(\s*\+)?)/g
  const checked = (part: string) =>
    part.replace(operand, (all, before = '', name, after) =>
      before || after ? `${before}__one(${name})` : all,
    )
  return code
    .split(/('[^']*')/)
    .map((part) => (part.startsWith("'") ? part : checked(part)))
    .join('')
}

const bindingsIn = (text: string): string[] =>
  [...text.matchAll(binding)].map(([, code = '']) => operandsChecked(code.trim()))

/** Names that an expression takes from the data. */
function namesIn(code: string): string[] {
  const bare = code.replace(/'[^']*'|"[^"]*"/g, '').replace(/\.\s*[A-Za-z_$][\w$]*/g, '')
  return [...bare.matchAll(/[A-Za-z_$][\w$]*/g)].map(([name]) => name).filter((name) => !keywords.has(name))
}

/** One check a line, so that a complaint leads to its expression. */
function checksOf({ tag, attributes, text, children }: TemplateNode, using: object): string[] {
  if (tag === '') return bindingsIn(text).map((code) => `__text(${code})`)
  const own = Object.entries(attributes).flatMap(([name, value]) => {
    if (/^(?:wx:|data-|(?:capture-|mut-)?(?:bind|catch))/.test(name)) return []
    const [, code] = whole.exec(value) ?? []
    if (tag in using && code !== undefined) return [`__pass(${code})`]
    return bindingsIn(value).map((part) => `__text(${part})`)
  })
  const lines = [...own, ...children.flatMap((child) => checksOf(child, using))]
  return repeated(attributes, guarded(attributes, lines))
}

function guarded(attributes: Record<string, string>, lines: string[]): string[] {
  const test = (name: string) => whole.exec(attributes[name] ?? '')?.[1]
  const [first, other] = [test('wx:if'), test('wx:elif')]
  if (first !== undefined) return [`if (${first}) {`, ...lines, '}']
  if (other !== undefined) return [`else if (${other}) {`, ...lines, '}']
  return ['wx:else' in attributes ? 'else {' : '{', ...lines, '}']
}

function repeated(attributes: Record<string, string>, lines: string[]): string[] {
  const list = whole.exec(attributes['wx:for'] ?? '')?.[1]
  if (list === undefined) return lines
  const item = attributes['wx:for-item'] ?? 'item'
  const index = attributes['wx:for-index'] ?? 'index'
  return [`for (const ${item} of ${list}) {`, `const ${index} = 0 as number`, ...lines, '}']
}

function codeOf({ path, ts, wxml, using }: TypedUnit): string {
  const checks = nodesOf(wxml).flatMap((node) => checksOf(node, using))
  const names = new Set(checks.flatMap((line) => namesIn(line.replace(/^(?:const \w+|else)/, ''))))
  const own = ['__text', '__pass', '__one', 'if', 'else', 'for', 'const', 'of', 'as', 'number']
  const data = held[path] ? `Omit<typeof __made, keyof ${held[path]}> & ${held[path]}` : 'typeof __made'
  return [
    ts.replace(/^(?:Component|Page)\(\{/m, 'const __made = __unit({'),
    `declare const __data: ${data}`,
    'function __template() {',
    ...[...names]
      .filter((name) => !own.includes(name))
      .map((name) => `const ${name} = __get(__data, '${name}')`),
    ...checks,
    '}',
    'export { __template }',
  ].join('\n')
}

/** The expressions of templates that may write "null" or "undefined", each behind the path of its unit. */
export function nullableIn(units: readonly TypedUnit[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'))
  const codes = new Map(units.map((unit) => [`${unit.path}.ts`, codeOf(unit).split('\n')]))
  for (const [file, lines] of codes) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), lines.join('\n'))
  }
  writeFileSync(join(folder, 'prelude.d.ts'), prelude)
  const config = {
    extends: resolve('miniprogram/tsconfig.json'),
    compilerOptions: {
      noEmit: true,
      composite: false,
      incremental: false,
      noUncheckedIndexedAccess: false,
      noUnusedLocals: false,
      noImplicitThis: false,
      rootDirs: ['.', resolve('miniprogram')],
    },
    include: ['**/*.ts', resolve('typings/index.d.ts'), resolve('typings/jsencrypt.d.ts')],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const { stdout } = spawnSync(resolve('node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true, force: true })
  return stdout.split('\n').flatMap((line) => complaint(line, codes))
}

/** A complaint of the type checker about a template; those about the scripts are not ours. */
function complaint(line: string, codes: ReadonlyMap<string, string[]>): string[] {
  const [, file = '', at = '0', what = ''] = /^(.+?)\((\d+),\d+\): error (.*)$/.exec(line) ?? []
  const code = codes.get(file)?.[Number(at) - 1]
  const begin = codes.get(file)?.indexOf('function __template() {') ?? 0
  if (code === undefined || Number(at) <= begin) return []
  return [
    `${file.replace(/\.ts$/, '.wxml')}: ${code.replace(/__one\(([\w$.]+)\)/g, '$1').replace(/^__\w+\((.*)\)$/, '{{$1}}')}: ${what}`,
  ]
}
