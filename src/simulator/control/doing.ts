import { Hono } from 'hono'
import { z } from 'zod'
import { edit, openLink, react, read, remove, send, setBlocked, tap } from '../people/acts.ts'
import { showMessage } from '../people/screen.ts'
import type { PersonAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { chatName, readBody, readId } from './body.ts'

const place = { chat: chatName.optional(), topic: z.number().int().optional() }
const onMessage = { chat: chatName.optional(), messageId: z.number().int() }
const entity = z.looseObject({ type: z.string(), offset: z.number().int(), length: z.number().int() })

const sending = z.object({
  ...place,
  text: z.string(),
  replyTo: z.number().int().optional(),
  entities: z.array(entity).optional(),
})
const tapping = z.object({
  ...place,
  button: z.string(),
  messageId: z.number().int().optional(),
  timeoutMs: z.number().min(0).max(60_000).optional(),
})

/** What a person does, `POST /people/{id}/...`. */
export function doing({ world }: { world: World }): Hono {
  const app = new Hono()

  function act<T>(name: string, schema: z.ZodType<T>, perform: (person: PersonAccount, body: T) => unknown) {
    app.post(`/people/:id/${name}`, async (c) => {
      const body = await readBody(c, schema)
      return c.json((await perform(world.getPerson(readId(c, 'id')), body)) ?? {})
    })
  }

  act('send', sending, (person, body) => ({ message: showMessage(send(world, person, body)) }))
  act('edit', z.object({ ...onMessage, text: z.string() }), (person, body) => ({
    message: showMessage(edit(world, person, body)),
  }))
  act('delete', z.object(onMessage), (person, body) => remove(world, person, body))
  act('tap', tapping, (person, body) => tap(world, person, body))
  act('react', z.object({ ...onMessage, emoji: z.string().nullable() }), (person, body) => ({
    message: showMessage(react(world, person, body)),
  }))
  act('open', z.object({ link: z.string() }), (person, { link }) => ({
    message: showMessage(openLink(world, person, link)),
  }))
  act('block', z.object({ bot: z.string() }), (person, { bot }) => setBlocked(world, person, bot, true))
  act('unblock', z.object({ bot: z.string() }), (person, { bot }) => setBlocked(world, person, bot, false))
  act('read', z.object(place), (person, body) => read(world, person, body))
  return app
}
