import { buildServer } from '../../scripts/build-server'

/** The tests run what is shipped: the bundle is made anew before them. */
export default buildServer
