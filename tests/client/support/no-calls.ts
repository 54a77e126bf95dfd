import type { AppServices } from '../../../miniprogram/app/services'
import { observable } from '../../../miniprogram/stores/observable'

/** The services of a program that nobody calls. */
export function noCalls(): Pick<AppServices, 'calls'> {
  const nothing = { ...observable(undefined), elsewhere: observable(undefined), rooms: observable({}) }
  return { calls: nothing as never }
}
