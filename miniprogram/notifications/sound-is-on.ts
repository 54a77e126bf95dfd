import type { Settings } from '../stores/settings'
import { inWechat } from '../ui/in-wechat'

/** Whether new messages are heard. Unless somebody chose: in WeChat, and not in a browser, where a page that makes sounds is a nuisance. */
export function soundIsOn({ sound }: Settings): boolean {
  return sound ?? inWechat()
}
