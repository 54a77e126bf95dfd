/** What is used of the package, whose own types call every answer `any`. */
declare module 'glass-easel-template-compiler' {
  export interface TemplateParseError {
    isError: boolean
    level: 'Fatal' | 'Error' | 'Warn' | 'Note'
    message: string
    startLine: number
    startColumn: number
  }

  export class TmplGroup {
    free(): void
    addTmpl(path: string, source: string): TemplateParseError[]
    addScript(path: string, source: string): void
    getDirectDependencies(path: string): string[]
    getScriptDependencies(path: string): string[]
    getInlineScriptModuleNames(path: string): string[]
    getInlineScript(path: string, module: string): string
    setInlineScript(path: string, module: string, source: string): void
    setExtraRuntimeScript(source: string): void
    getTmplGenObject(path: string): string
    getRuntimeString(): string
  }
}
