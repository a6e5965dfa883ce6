import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { CallLog } from '../bot-api/calls.ts'
import type { Faults } from '../bot-api/faults.ts'
import { Refusal } from '../refusal.ts'
import type { World } from '../world/world.ts'
import { readBody } from './body.ts'
import { doing } from './doing.ts'
import { making } from './making.ts'
import { type Guide, seeing } from './seeing.ts'

type Deps = {
  world: World
  calls: CallLog
  faults: Faults
  guide: Guide | undefined
  /** Moves the clock and resolves when what became due has been looked at. */
  advance(ms: number): Promise<void>
}

const times = z.number().int().min(1).optional()
const method = z.string().optional()
const fault = z.union([
  z.object({
    method,
    times,
    status: z.literal([400, 401, 403, 409, 429, 500, 502]),
    retryAfter: z.number().int().min(1).optional(),
    description: z.string().optional(),
  }),
  z.object({ method, times, latencyMs: z.number().min(0).max(600_000) }),
  z.object({ method, times, drop: z.enum(['before', 'after']) }),
])

/** The control API, as docs/simulator.md has it. */
export function controlApi({ world, calls, faults, guide, advance }: Deps): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: 1024 * 1024, onError: (c) => c.json({ error: 'The body is larger than 1 MB' }, 400) }))

  app.route('/', seeing({ world, calls, guide }))
  app.route('/', doing({ world }))
  app.route('/', making({ world }))

  app.post('/clock/advance', async (c) => {
    const { ms } = await readBody(c, z.object({ ms: z.number().min(0) }))
    await advance(ms)
    return c.json({ now: world.now().toISOString() })
  })

  app.post('/faults', async (c) => {
    faults.add(await readBody(c, fault))
    return c.json({ faults: faults.list() })
  })
  app.delete('/faults', (c) => {
    faults.clear()
    return c.json({ faults: [] })
  })

  app.all('*', (c) => c.json({ error: `There is no ${c.req.method} ${c.req.path}` }, 404))
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ error: error.message }, error.status)
    return c.json({ error: `The simulator failed: ${error.message}` }, 500)
  })
  return app
}
