import { existsSync, readFileSync } from 'node:fs'
import { type TemplateParseError, TmplGroup } from 'glass-easel-template-compiler'
import { BuildFailure } from './failure'
import type { Unit } from './graph'
import { isIview, type Mounts, onDisk, shown } from './mounts'
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
  const code = group.getTmplGenObjectGroups()
  group.free()
  return code
}

class Compiler {
  readonly #mounts: Mounts
  readonly #group: TmplGroup
  readonly #seen = new Set<string>()

  constructor(mounts: Mounts, group: TmplGroup) {
    this.#mounts = mounts
    this.#group = group
  }

  template(path: string, namedIn: string, line: number): void {
    const file = onDisk(this.#mounts, `${path}.wxml`)
    if (this.#seen.has(file)) return
    this.#seen.add(file)
    if (!existsSync(file)) throw new BuildFailure(shown(namedIn), line, `template ${path}.wxml is missing`)
    const source = readFileSync(file, 'utf8')
    refuseProblems(file, path, this.#group.addTmpl(path, source))
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
    for (const match of script.matchAll(/require\(\s*['"]([^'"]+)\.wxs['"]\s*\)/g)) {
      const used = match[1]
      if (used !== undefined) this.#script(relativeTo(path, used), file, script)
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

function relativeTo(path: string, name: string): string {
  return new URL(name, `file:///${path}`).pathname.slice(1)
}
