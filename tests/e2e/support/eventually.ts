import { expect } from 'vitest'
import type { Somebody } from './somebody'

/** Waits until the messages drawn are exactly these. */
export async function hears(somebody: Somebody, texts: string[]): Promise<void> {
  await expect.poll(() => somebody.said.allInnerTexts()).toEqual(texts)
}

/** Waits until the server has accepted every message. */
export async function isAccepted(somebody: Somebody): Promise<void> {
  await expect.poll(() => somebody.sending.count()).toBe(0)
}
