import { topPage } from '../router'

interface Adapted {
  createIntersectionObserver(options?: object): unknown
}

export const intersection = {
  createIntersectionObserver: (caller: Adapted | undefined, options?: object) =>
    (caller ?? (topPage()?.instance as unknown as Adapted | undefined))?.createIntersectionObserver(options),
}
