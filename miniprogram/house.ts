import { buildHouse } from './build-house'
import { wechat } from './platform/wechat'

export type { House } from './build-house'

/** The one house of this program: everything a page may talk to. */
export const house = buildHouse(wechat())
