import type { Settings } from '../stores/settings-store'
import { inWechat } from '../ui/in-wechat'

/** Whether new messages make a sound. Until it is chosen: in WeChat yes, in a browser no, where a page that makes sounds is a nuisance. */
export function soundIsOn({ sound }: Settings): boolean {
  return sound ?? inWechat()
}
