import type Database from 'libsql'

type Value = string | number | null | undefined

/** A prepared statement; `undefined` is kept as NULL. */
export interface Statement<Row> {
  /** Runs it and tells how many rows it changed. */
  run(...values: Value[]): number
  /** The first row. */
  get(...values: Value[]): Row | undefined
  all(...values: Value[]): Row[]
}

/** Prepares a statement. `Row` is what its columns are; nothing checks that but the tests. */
export function prepare<Row = never>(database: Database.Database, text: string): Statement<Row> {
  const statement = database.prepare(text)
  return {
    run: (...values) => statement.run(values.map(bindable)).changes,
    get: (...values) => statement.get(values.map(bindable)) as Row | undefined,
    all: (...values) => statement.all(values.map(bindable)) as Row[],
  }
}

/**
 * libsql 0.5.29 ends the whole process when it is given a value that it cannot bind, for example a
 * boolean, and keeps a text only up to its first NUL.
 */
function bindable(value: Value): string | number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' && !value.includes('\0')) return value
  if (typeof value === 'number' && !Number.isNaN(value)) return value
  throw new TypeError(`A ${typeof value} that the store cannot keep`)
}
