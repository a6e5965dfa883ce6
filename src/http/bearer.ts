/** Who calls: by a bearer token, and only as far as its scope goes. */
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import type { Access, Caller, Scope } from '../coaching/access.ts'
import type { Clock } from '../coaching/ports.ts'
import { HttpProblem } from './problem.ts'
import { createRateLimit } from './rate-limit.ts'

export type CallerEnv = { Variables: { caller: Caller } }

/** Of one token. A page that sends 300 files in parts stays below. */
const callsPerMinute = 600
/** Of one address, with tokens that are none: a guess costs a query. */
const strangersPerMinute = 30

export type Bearer = ReturnType<typeof createBearer>

export function createBearer({ access, clock }: { access: Pick<Access, 'findCaller'>; clock: Clock }) {
  const limitCaller = createRateLimit({ perMinute: callsPerMinute, clock })
  const limitStranger = createRateLimit({ perMinute: strangersPerMinute, clock })

  /** @throws {HttpProblem} 401, 403 or 429 */
  return function requires(scope: Scope): MiddlewareHandler<CallerEnv> {
    return async (c, next) => {
      const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
      const caller = token ? await access.findCaller(token) : undefined
      if (!caller) {
        limitStranger(addressOf(c))
        throw new HttpProblem(401, 'unauthorized', 'Send a token that is good: Authorization: Bearer ...', {
          'www-authenticate': token ? 'Bearer error="invalid_token"' : 'Bearer',
        })
      }
      limitCaller(caller.tokenId)
      if (!caller.scopes.includes(scope))
        throw new HttpProblem(403, 'forbidden', `This token may not: it lacks the scope ${scope}.`)
      c.set('caller', caller)
      await next()
    }
  }
}

/** Behind a proxy it is the proxy's, and strangers share what they have. */
export function addressOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? ''
  } catch {
    return '' // asked without a connection, as tests may
  }
}
