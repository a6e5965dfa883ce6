import { Hono } from 'hono'
import { z } from 'zod'
import { edit, openLink, pin, react, read, remove, setBlocked, tap, unpin } from '../people/acts.ts'
import { forward, send, sendAlbum, voteIn } from '../people/sending.ts'
import { showMessage } from '../people/shown.ts'
import type { PersonAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { chatName, readBody, readId } from './body.ts'
import { sending } from './sending.ts'

const topic = z.number().int().optional()
const place = { chat: chatName.optional(), topic }
const onMessage = { chat: chatName.optional(), messageId: z.number().int() }
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

  act('send', sending, (person, body) => {
    if (!('album' in body)) return { message: showMessage(send(world, person, body)) }
    const messages = sendAlbum(world, person, body).map((message) => showMessage(message))
    return { message: messages[0], messages }
  })
  act('forward', z.object({ ...onMessage, to: chatName.optional(), topic }), (person, body) => ({
    message: showMessage(forward(world, person, body)),
  }))
  act('vote', z.object({ ...onMessage, options: z.array(z.string()) }), (person, body) => ({
    message: showMessage(voteIn(world, person, body), person.id),
  }))
  act('edit', z.object({ ...onMessage, text: z.string() }), (person, body) => ({
    message: showMessage(edit(world, person, body)),
  }))
  act('delete', z.object(onMessage), (person, body) => remove(world, person, body))
  act('tap', tapping, (person, body) => tap(world, person, body))
  act('react', z.object({ ...onMessage, emoji: z.string().nullable() }), (person, body) => ({
    message: showMessage(react(world, person, body)),
  }))
  act('pin', z.object({ ...onMessage, silent: z.boolean().optional() }), (person, body) => pin(world, person, body))
  act('unpin', z.object(onMessage), (person, body) => unpin(world, person, body))
  act('open', z.object({ link: z.string() }), (person, { link }) => ({
    message: showMessage(openLink(world, person, link)),
  }))
  act('block', z.object({ bot: z.string() }), (person, { bot }) => setBlocked(world, person, bot, true))
  act('unblock', z.object({ bot: z.string() }), (person, { bot }) => setBlocked(world, person, bot, false))
  act('read', z.object(place), (person, body) => read(world, person, body))
  return app
}
