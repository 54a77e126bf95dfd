import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { envExample, readmeTables } from '../../scripts/settings-docs'

describe('the settings in the documents', () => {
  it('are those of the table, in .env.example', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample())
  })

  it.each(readmeTables())('are those of the table, in %s', (file, table) => {
    expect(readFileSync(file, 'utf8')).toContain(`<!-- settings -->\n${table}<!-- /settings -->`)
  })
})
