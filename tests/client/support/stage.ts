import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { AppServices } from '../../../miniprogram/app/services'
import { buildMiniprogram } from '../../../scripts/build-miniprogram'
import { root } from './units'

/** A part of a rendered component, as miniprogram-simulate gives it. */
export interface Part {
  dom: HTMLElement
  data: Record<string, unknown>
  // biome-ignore lint/suspicious/noExplicitAny: the methods of a component are its own, and no type says them
  instance: any
  querySelector(selector: string): Part | undefined
  querySelectorAll(selector: string): Part[]
  setData(change: object): void
  dispatchEvent(name: string, options?: object): void
  addEventListener(name: string, listener: (event: { detail: Record<string, unknown> }) => void): void
  triggerPageLifeTime(name: string, detail?: object): void
  attach(parent: HTMLElement): void
  detach(): void
}

interface Simulate {
  load(path: string, tag: string, options: { rootPath: string }): string
  render(id: string, properties?: object): Part
}

interface Reference {
  fields(fields: object, callback?: () => void): unknown
  node?(callback?: () => void): unknown
}
type SelectorQuery = new () => { select(selector: string): Reference }

/** The framework is older than `node()`, by which a list gets hold of its scroll-view: here it gets none. */
function teachNode(Query: SelectorQuery): void {
  const reference = Object.getPrototypeOf(new Query().select('')) as Reference
  reference.node ??= function (callback) {
    return this.fields({}, callback)
  }
}

/** The scripts as a phone runs them: each file for itself, in the JavaScript of `useCompilerPlugins`. */
function compileScripts(out: string): void {
  const options = [
    '--format=cjs',
    '--target=es2018',
    '--log-level=warning',
    `--outdir=${out}`,
    `--outbase=${root}`,
  ]
  execFileSync(resolve('node_modules/.bin/esbuild'), [`${root}/**/*.ts`, ...options])
}

/**
 * Where components are tried: the built mini-program in a folder of its own, with WeChat's own component framework,
 * and services that the test gives.
 */
export class Stage {
  readonly out = mkdtempSync(join(tmpdir(), 'stage-'))
  readonly require = createRequire(join(this.out, 'stage.js'))
  readonly #simulate: Simulate
  readonly #shown: Part[] = []

  /** `app`: what pages and components find as the services. `wx`: what WeChat answers. */
  constructor(app: Partial<AppServices>, wx: object) {
    cpSync(root, this.out, { recursive: true, filter: (file) => !file.startsWith(join(root, 'iview')) })
    buildMiniprogram({ out: this.out })
    compileScripts(this.out)
    writeFileSync(
      join(this.out, 'app/index.js'),
      'Object.defineProperty(exports, "app", { get: () => globalThis.stageApp })',
    )
    Object.assign(globalThis, { wx, stageApp: app, getCurrentPages: () => [] })
    const load = createRequire(import.meta.url)
    this.#simulate = load('miniprogram-simulate') as Simulate
    teachNode(load('j-component/src/tool/selectorquery') as SelectorQuery)
  }

  /** What pages and components find as the services from now on. */
  set app(app: Partial<AppServices>) {
    Object.assign(globalThis, { stageApp: app })
  }

  /** Puts a component on the screen. `path`: from the root, without an ending. */
  show(path: string, properties: object = {}): Part {
    const id = this.#simulate.load(join(this.out, path), path.split('/').pop() ?? '', { rootPath: this.out })
    const part = this.#simulate.render(id, properties)
    part.attach(document.body.appendChild(document.createElement('div')))
    this.#shown.push(part)
    return part
  }

  /** Takes everything off the screen. */
  clear(): void {
    for (const part of this.#shown.splice(0)) part.detach()
    document.body.textContent = ''
  }

  close(): void {
    this.clear()
    rmSync(this.out, { recursive: true, force: true })
  }
}

/** What is read on the screen, blanks made one. */
export function textOf({ dom }: Pick<Part, 'dom'>): string {
  return (dom.textContent ?? '').replace(/\s+/g, ' ').trim()
}

/** Every event of this name that a part tells, from now on. */
export function heard(part: Part, name: string): Record<string, unknown>[] {
  const events: Record<string, unknown>[] = []
  part.addEventListener(name, ({ detail }) => events.push(detail))
  return events
}

/** What a person or the phone does to a part: `tap`, `input`, … Resolves when it has had its effect. */
export async function act(part: Part | undefined, name: string, detail: object = {}): Promise<void> {
  if (!part) throw new Error(`there is nothing on the screen for ${name}`)
  part.dispatchEvent(name, { detail })
  await Promise.resolve()
  await Promise.resolve()
}
