import { wechat } from '../platform/wechat'
import { buildServices } from './build-services'

/** The services of this program: everything a page may talk to. */
export const app = buildServices(wechat())
