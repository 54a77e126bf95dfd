import { config } from '../config'
import type { Addresses } from './host'

/** The addresses that the web room was served with; in WeChat those of `config.ts`. */
export function readAddresses(): Addresses {
  const given = (wx.getExtConfigSync?.() ?? {}) as Partial<Addresses>
  return { ...config, ...(typeof given.http === 'string' ? given : {}) }
}
