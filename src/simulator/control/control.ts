import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { CallLog } from '../bot-api/calls.ts'
import { type Faults, faultStatuses } from '../bot-api/faults.ts'
import type { Limits } from '../bot-api/limits.ts'
import { Refusal } from '../refusal.ts'
import type { World } from '../world/world.ts'
import { chatName, readBody } from './body.ts'
import { doing } from './doing.ts'
import { making } from './making.ts'
import { type Guide, seeing } from './seeing.ts'

type Deps = {
  world: World
  calls: CallLog
  faults: Faults
  limits: Limits
  guide: () => Guide | Promise<Guide>
  /** Moves the clock and resolves when what became due has been looked at. */
  advance(ms: number): Promise<void>
}

const striking = {
  method: z.string().optional(),
  chat: chatName.optional(),
  times: z.number().int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
}
const fault = z.union([
  z.object({
    ...striking,
    status: z.literal(faultStatuses),
    retryAfter: z.number().int().min(1).optional(),
    description: z.string().optional(),
  }),
  z.object({ ...striking, latencyMs: z.number().min(0).max(600_000) }),
  z.object({ ...striking, drop: z.enum(['before', 'after']) }),
])

const rate = z.number().positive().optional()
const limitChanges = z.object({
  on: z.boolean().optional(),
  privatePerSecond: rate,
  privateBurst: z.number().int().min(1).optional(),
  groupPerMinute: z.number().int().min(1).optional(),
  overallPerSecond: rate,
})

/** The control API, as docs/simulator.md has it. */
export function controlApi({ world, calls, faults, limits, guide, advance }: Deps): Hono {
  const app = new Hono()
  app.use(
    bodyLimit({ maxSize: 100 * 1024 * 1024, onError: (c) => c.json({ error: 'The body is larger than 100 MB' }, 400) }),
  )

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

  app.put('/limits', async (c) => {
    limits.set(await readBody(c, limitChanges))
    return c.json({ on: limits.on, ...limits.settings })
  })

  app.all('*', (c) => c.json({ error: `There is no ${c.req.method} ${c.req.path}` }, 404))
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ error: error.message }, error.status)
    return c.json({ error: `The simulator failed: ${error.message}` }, 500)
  })
  return app
}
