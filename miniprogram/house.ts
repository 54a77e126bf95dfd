import { buildHouse } from './build-house'
import { wechat } from './platform/wechat'

/** The one house of this program: everything a page may talk to. */
export const house = buildHouse(wechat())
