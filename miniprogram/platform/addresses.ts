import { config } from '../config'

/** Where the server is. `home` is the base address of its web room, as the codes of rooms carry it. */
export interface Addresses {
  http: string
  group: string
  direct: string
  home: string
}

/** The addresses that the web room was served with; in WeChat those of `config.ts`. */
export function readAddresses(): Addresses {
  const given = (wx.getExtConfigSync?.() ?? {}) as Partial<Addresses>
  return { ...config, ...(typeof given.http === 'string' ? given : {}) }
}
