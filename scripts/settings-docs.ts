import type { Setting } from '../server/config/setting'
import { table } from '../server/config/settings'

const settings: Setting<unknown>[] = Object.values(table)

/** What `.env.example` holds. */
export function envExample(): string {
  const blocks = settings.map(({ env, about, fallback }) => `# ${about}.\n${env}=${fallback}\n`)
  return `# Settings of the server, each with what it is when nothing is set.\n\n${blocks.join('\n')}`
}

/** The table of settings as each README shows it, between its two marks. */
export function readmeTables(): Array<[file: string, table: string]> {
  const rows = settings.map(({ env, about, fallback }) => {
    const shown = fallback === '' ? '' : `\`${fallback}\``
    return `| \`${env}\` | ${shown} | ${about} |`
  })
  const body = `${rows.join('\n')}\n`
  return [
    ['README.md', `| variable | default | what it is for |\n| --- | --- | --- |\n${body}`],
    ['README.zh-CN.md', `| 变量 | 默认值 | 用途 |\n| --- | --- | --- |\n${body}`],
  ]
}
