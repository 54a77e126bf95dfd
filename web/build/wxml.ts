import { existsSync, readFileSync } from 'node:fs'
import { type TemplateParseError, TmplGroup } from 'glass-easel-template-compiler'
import { BuildFailure } from './failure'
import type { Unit } from './graph'
import { isIview, type Mounts, onDisk, resolvePath, shown } from './mounts'
import { plainScript, wxsGlobals } from './wxs'

/**
 * All templates of the mini-program as one JavaScript expression: an object from path to template.
 * A fatal error fails with file and line; in our own files so does every warning, for WeChat refuses those.
 */
export function compileTemplates(mounts: Mounts, units: readonly Unit[]): string {
  const group = new TmplGroup()
  group.setExtraRuntimeScript(wxsGlobals)
  const compiler = new Compiler(mounts, group)
  for (const unit of units) compiler.template(unit.path, unit.template, 1)
  const code = compiler.code()
  group.free()
  return code
}

class Compiler {
  readonly #mounts: Mounts
  readonly #group: TmplGroup
  readonly #seen = new Set<string>()
  readonly #templates: string[] = []
  readonly #scripts = new Map<string, string>()

  constructor(mounts: Mounts, group: TmplGroup) {
    this.#mounts = mounts
    this.#group = group
  }

  /** The compiler's own output for the whole group has no order, and names of files are hashes of what is in them. */
  code(): string {
    const scripts = [...this.#scripts].map(
      ([path, source]) =>
        `R[${JSON.stringify(path)}]=D(${JSON.stringify(path)},(require,exports,module)=>{${source}\n});`,
    )
    const templates = this.#templates.map(
      (path) => `G[${JSON.stringify(path)}]=${ordered(this.#group.getTmplGenObject(path))};`,
    )
    const runtime = this.#group.getRuntimeString()
    return `(()=>{var G={},R={};${runtime};${scripts.join('')}${templates.join('')}return G})()`
  }

  template(path: string, namedIn: string, line: number): void {
    const file = onDisk(this.#mounts, `${path}.wxml`)
    if (this.#seen.has(file)) return
    this.#seen.add(file)
    if (!existsSync(file)) throw new BuildFailure(shown(namedIn), line, `template ${path}.wxml is missing`)
    const source = readFileSync(file, 'utf8')
    refuseProblems(file, path, this.#group.addTmpl(path, source))
    this.#templates.push(path)
    for (const name of this.#group.getInlineScriptModuleNames(path)) {
      const script = this.#group.getInlineScript(path, name)
      this.#group.setInlineScript(path, name, plainScript(script))
    }
    for (const used of this.#group.getDirectDependencies(path))
      this.template(used, file, lineNaming(source, used))
    for (const used of this.#group.getScriptDependencies(path)) this.#script(used, file, source)
  }

  #script(path: string, namedIn: string, source: string): void {
    const file = onDisk(this.#mounts, `${path}.wxs`)
    if (this.#seen.has(file)) return
    this.#seen.add(file)
    if (!existsSync(file))
      throw new BuildFailure(shown(namedIn), lineNaming(source, path), `script ${path}.wxs is missing`)
    const script = readFileSync(file, 'utf8')
    this.#group.addScript(path, plainScript(script))
    this.#scripts.set(path, plainScript(script))
    for (const match of script.matchAll(/require\(\s*['"]([^'"]+)\.wxs['"]\s*\)/g)) {
      const used = match[1]
      if (used !== undefined) this.#script(resolvePath(used, path), file, script)
    }
  }
}

function refuseProblems(file: string, path: string, problems: TemplateParseError[]): void {
  const bad = problems.find((problem) => problem.isError || !isIview(path))
  if (bad !== undefined) throw new BuildFailure(shown(file), bad.startLine + 1, bad.message)
}

/** The line of the tag that names the file `path`; tags name it by the end of its path. */
function lineNaming(source: string, path: string): number {
  const name = path.split('/').at(-1) ?? path
  const at = source.search(new RegExp(`src=["'][^"']*${name}`))
  return at < 0 ? 1 : source.slice(0, at).split('\n').length
}

/** A template lists the fields it binds in an order that differs from run to run. */
function ordered(code: string): string {
  const field = '"[^"]+":new Array\\(\\d+\\)'
  return code.replace(new RegExp(`=\\{(${field}(?:,${field})*)\\}`, 'g'), (_, fields: string) => {
    const sorted = fields.split(/,(?=")/).sort()
    return `={${sorted.join(',')}}`
  })
}
