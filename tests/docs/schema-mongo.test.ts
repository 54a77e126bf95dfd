import { readFileSync } from 'node:fs'
import { createConnection, type SchemaType } from 'mongoose'
import { expect, it } from 'vitest'
import { modelsOf } from '../../server/store/mongo/models'

/** Collections by name, each with its fields and indexes as the document writes them. */
type Schema = Record<string, string[]>

function schemaOfModels(): Schema {
  const models = Object.entries(modelsOf(createConnection()))
  return Object.fromEntries(
    models.map(([name, { schema }]) => [
      name,
      [...Object.values<SchemaType>(schema.paths).map(fieldOf), ...schema.indexes().map(indexOf)],
    ]),
  )
}

/** What has a default is there even when nothing was given. */
function fieldOf(path: SchemaType): string {
  const there = path.options.required || path.options.default !== undefined
  return `${path.path} | ${path.instance} | ${there ? '' : 'may be missing'}`
}

function indexOf([keys, { name, unique }]: [Record<string, unknown>, { name?: string; unique?: unknown }]) {
  const list = Object.entries(keys).map(([key, way]) => (way === -1 ? `${key} down` : key))
  return `${unique ? 'UNIQUE' : 'INDEX'} ${name} (${list.join(', ')})`
}

function schemaOfDocument(markdown: string): Schema {
  const [, mongo = ''] = markdown.split('\n## MongoDB\n')
  const sections = mongo.split('\n### ').slice(1)
  return Object.fromEntries(
    sections.map((section) => {
      const name = /^`(\w+)`/.exec(section)?.[1] ?? section
      const fields = section.matchAll(/^\| `(\w+)` \| (\w+) \| *([^|]*?) *\|/gm)
      const indexes = section.matchAll(/^- `(.+)`$/gm)
      const asWritten = [...fields].map(([, field, type, remark]) => `${field} | ${type} | ${remark}`)
      return [name, [...asWritten, ...[...indexes].map(([, index]) => index ?? '')]]
    }),
  )
}

it('docs/SCHEMA.md has every collection, field and index of the MongoDB store, and nothing else', () => {
  const markdown = readFileSync(new URL('../../docs/SCHEMA.md', import.meta.url), 'utf8')
  expect(schemaOfDocument(markdown)).toEqual(schemaOfModels())
})
