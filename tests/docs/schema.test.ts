import { readFileSync } from 'node:fs'
import type Database from 'libsql'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../server/store/sqlite/database'
import { temporaryDir } from '../support/temporary-dir'

/** Tables by name, each with its columns and indexes as the document writes them. */
type Schema = Record<string, string[]>

interface Column {
  name: string
  type: string
  notnull: number
  pk: number
}

function schemaOfDatabase(database: Database.Database): Schema {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as Column[]
  return Object.fromEntries(
    tables.map(({ name }) => [name, [...columnsOf(database, name), ...indexesOf(database, name)]]),
  )
}

function columnsOf(database: Database.Database, table: string): string[] {
  const columns = database.prepare(`PRAGMA table_info(${table})`).all() as Column[]
  return columns.map(({ name, type, notnull, pk }) => {
    const remark = pk > 0 ? `key ${pk}` : notnull ? '' : 'may be NULL'
    return `${name} | ${type} | ${remark}`
  })
}

function indexesOf(database: Database.Database, table: string): string[] {
  const query = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
  const indexes = database.prepare(query).all([table]) as Array<{ sql: string }>
  return indexes.map(({ sql }) => sql.replace('CREATE ', '').replace(` ON ${table}`, ''))
}

function schemaOfDocument(markdown: string): Schema {
  const [, ours = ''] = markdown.split('\n## SQLite\n')
  const [sqlite = ''] = ours.split('\n## ')
  const sections = sqlite.split('\n### ').slice(1)
  return Object.fromEntries(
    sections.map((section) => {
      const name = /^`(\w+)`/.exec(section)?.[1] ?? section
      const columns = section.matchAll(/^\| `(\w+)` \| (\w+) \| *([^|]*?) *\|/gm)
      const indexes = section.matchAll(/^- `(.+)`$/gm)
      const asWritten = [...columns].map(([, column, type, remark]) => `${column} | ${type} | ${remark}`)
      return [name, [...asWritten, ...[...indexes].map(([, index]) => index ?? '')]]
    }),
  )
}

it('docs/SCHEMA.md has every table, column and index of the SQLite store, and nothing else', () => {
  const database = openDatabase(temporaryDir())
  onTestFinished(() => {
    database.close()
  })
  const markdown = readFileSync(new URL('../../docs/SCHEMA.md', import.meta.url), 'utf8')
  expect(schemaOfDocument(markdown)).toEqual(schemaOfDatabase(database))
})
