import { readFile, writeFile } from 'node:fs/promises'
import { envExample, readmeTables } from './settings-docs'

/** Prints the table of settings into the documents that show it. */
await writeFile('.env.example', envExample())
for (const [file, table] of readmeTables()) {
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/(<!-- settings -->\n)[\s\S]*(<!-- \/settings -->)/, `$1${table}$2`))
}
