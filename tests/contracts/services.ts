import { leaveOut } from '../support/needs'

/** The variables that name the services of a test run. What these hold already is left alone. */
const variables = { redis: 'REDIS_URL', mongo: 'MONGODB_URL' } as const

/** Runs tests on a service of the given address; without one they are left out. */
export function withService(
  service: keyof typeof variables,
  name: string,
  tests: (url: string) => void,
): void {
  const variable = variables[service]
  const url = process.env[variable]
  if (url) tests(url)
  else leaveOut(name, `for ${variable} is not set ("npm run services" starts what there is)`)
}
