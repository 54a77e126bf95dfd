import { expect } from 'vitest'
import type { Somebody } from './somebody'

/** Waits until the messages drawn are exactly these. */
export async function hears(somebody: Somebody, texts: string[]): Promise<void> {
  await expect.poll(() => somebody.said.allInnerTexts(), { timeout: 20_000 }).toEqual(texts)
}
