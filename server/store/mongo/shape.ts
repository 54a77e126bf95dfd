import { Schema, type SchemaDefinition } from 'mongoose'

export const text = { type: String, required: true } as const
/** Required, and may be empty, which Mongoose takes for missing. */
export const words = { type: String, default: '' } as const
export const whole = { type: Number, required: true } as const

/** A collection. Indexes are plain, unique or partial and nothing more: all servers have those. */
export interface Shape {
  fields: SchemaDefinition
  unique?: Array<Record<string, 1>>
  indexes?: Array<Record<string, 1 | -1>>
  /** Of the documents that have a field. */
  partial?: Array<{ keys: Record<string, 1>; where: string }>
}

/** Indexes are named by their fields, and made apart. */
export function schemaOf(
  collection: string,
  { fields, unique = [], indexes = [], partial = [] }: Shape,
): Schema {
  const options = { collection, versionKey: false, minimize: false, autoIndex: false } as const
  const schema = new Schema(fields, { ...options, autoCreate: false })
  const nameOf = (keys: object) => Object.keys(keys).join('_')
  for (const keys of unique) schema.index(keys, { name: nameOf(keys), unique: true })
  for (const keys of indexes) schema.index(keys, { name: nameOf(keys) })
  for (const { keys, where } of partial)
    schema.index(keys, { name: nameOf(keys), partialFilterExpression: { [where]: { $exists: true } } })
  return schema
}
