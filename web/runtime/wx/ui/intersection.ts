import { topPage } from '../../pages/router'

interface Adapted {
  createIntersectionObserver(options?: object): unknown
}

export const intersection = {
  createIntersectionObserver: (caller: Adapted | undefined, options?: object) =>
    (caller ?? topPage()?.instance)?.createIntersectionObserver(options),
}
