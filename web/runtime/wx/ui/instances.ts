import { component } from 'glass-easel-miniprogram-adapter'
import { type Caller, selectorQuery } from './selector-query'

/** Gives page and component instances the methods of WeChat that the adapter lacks or defines differently. */
export function completeInstances(): void {
  const prototype = component.ComponentCaller.prototype
  const { triggerEvent } = prototype
  prototype.triggerEvent = function (name, detail = {}, options = {}) {
    return triggerEvent.call(this, name, detail, options)
  }
  Object.assign(prototype, {
    createSelectorQuery(this: Caller) {
      return selectorQuery(this)
    },
  })
}
