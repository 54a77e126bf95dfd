/** A script as text: the bundler and the test runner read it so. */
declare module '*.lua' {
  const text: string
  export default text
}
