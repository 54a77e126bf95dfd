import '../../scripts/build'

/** The tests run what is shipped: the bundle is made anew before them. */
export default function setup(): void {}
