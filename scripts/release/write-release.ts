import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { packagesFolder } from '../packages-for-wechat'
import { obfuscate } from './obfuscate'

/** Scripts that are only minified: the sealing, for reshaped code is many times slower where there is no JIT, and what others wrote. */
const spared = ['sealing/', 'iview/', `${packagesFolder}/`]

/** What a release weighs. */
export interface Release {
  /** Scripts as they were written, with their types. */
  sourceBytes: number
  /** The same scripts in the release. */
  scriptBytes: number
  /** Everything that is uploaded. */
  bytes: number
  files: number
}

/** Writes a mini-program that DevTools opens as it is into `out`: plain scripts, hard to read. `miniprogram`: a built one. */
export async function writeRelease(miniprogram: string, out: string): Promise<Release> {
  const target = join(out, 'miniprogram')
  rmSync(out, { recursive: true, force: true })
  cpSync(miniprogram, target, { recursive: true, filter: isUploaded })
  const sizes = { sourceBytes: 0, scriptBytes: 0 }
  for (const file of filesIn(target).filter((name) => name.endsWith('.ts'))) {
    const source = readFileSync(join(target, file), 'utf8')
    const script = await scriptOf(source, file)
    writeFileSync(join(target, file.replace(/\.ts$/, '.js')), script)
    rmSync(join(target, file))
    sizes.sourceBytes += Buffer.byteLength(source)
    sizes.scriptBytes += Buffer.byteLength(script)
  }
  writeFileSync(join(out, 'project.config.json'), projectConfig())
  const files = filesIn(target)
  const bytes = files.reduce((sum, file) => sum + statSync(join(target, file)).size, 0)
  return { ...sizes, bytes, files: files.length }
}

async function scriptOf(source: string, file: string): Promise<string> {
  const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'es2018', minify: true })
  return spared.some((folder) => file.startsWith(folder)) ? code : obfuscate(code)
}

/** The project without the compiler of TypeScript: there is nothing left for it. */
function projectConfig(): string {
  const config = JSON.parse(readFileSync('project.config.json', 'utf8')) as { setting: object }
  const setting = { ...config.setting, useCompilerPlugins: false, uploadWithSourceMap: false }
  return `${JSON.stringify({ ...config, setting }, null, 2)}\n`
}

function isUploaded(path: string): boolean {
  return !/\.d\.ts$|\.tsbuildinfo$|tsconfig\.json$/.test(path)
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
}
