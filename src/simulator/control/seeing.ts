import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import type { CallLog } from '../bot-api/calls.ts'
import { menuFor } from '../bot-api/methods/commands.ts'
import { chatsOf, draftsIn, findChat, screenOf, showChatTo, typingIn } from '../people/screen.ts'
import { type ShownMessage, showChat, showMessage, showPerson } from '../people/shown.ts'
import { NotHeard, waitForMessage } from '../people/waiting.ts'
import { notFound, refused } from '../refusal.ts'
import type { StoredFile } from '../world/files.ts'
import { findMember, type World, type WorldEvent } from '../world/world.ts'
import { chatName, readBody, readId, readQuery } from './body.ts'

/** What the page suggests. */
export type Guide = { steps: { title: string; hint: string }[]; note?: string; actions?: GuideAction[] }

/** Something beside the chats that whoever runs the simulator offers: a button, what it asks for, and what it does. */
export type GuideAction = {
  id: string
  label: string
  /** What it means, read before the fields are filled in. */
  text?: string
  fields: { name: string; label: string; placeholder?: string; secret?: boolean; optional?: boolean }[]
  /** Does it, and says how it went in a sentence for the person at the page. @throws {Refusal} */
  run(values: Record<string, string>): Promise<{ message: string }>
}

const messagesQuery = z.object({
  chat: z.string().optional(),
  topic: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(500),
})

const waiting = z.object({
  chat: chatName.optional(),
  topic: z.number().int().optional(),
  text: z.string().min(1),
  since: z.number().int().optional(),
  timeoutMs: z.number().min(0).max(600_000).optional(),
})

const actionBody = z.object({ values: z.record(z.string(), z.string().max(1_000)) })

const callsQuery = z.object({ since: z.coerce.number().int().default(0), method: z.string().optional() })

/** Everything in the control API that only looks, and what the page suggests. */
export function seeing({
  world,
  calls,
  guide,
}: {
  world: World
  calls: CallLog
  guide: () => Guide | Promise<Guide>
}): Hono {
  const app = new Hono()
  const personIn = (c: Parameters<typeof readId>[0]) => world.getPerson(readId(c, 'id'))

  app.get('/state', (c) =>
    c.json({
      now: world.now().toISOString(),
      bots: [...world.bots.values()].map(({ id, username, firstName, token }) => ({
        id,
        username,
        name: firstName,
        token,
      })),
      people: [...world.people.values()].map(showPerson),
      chats: [...world.privateChats, ...[...world.groups.values()].filter((group) => !group.migratedTo)].map(showChat),
      lastEvent: world.lastEvent,
    }),
  )

  app.get('/guide', async (c) => {
    const { actions, ...rest } = await guide()
    return c.json({ ...rest, actions: actions?.map(({ run, ...shown }) => shown) })
  })

  app.post('/guide/actions/:id', async (c) => {
    const { actions } = await guide()
    const action = actions?.find(({ id }) => id === c.req.param('id'))
    if (!action) throw notFound('There is nothing like that to do here')
    const { values } = await readBody(c, actionBody)
    for (const { name, label, optional } of action.fields)
      if (!optional && !values[name]?.trim()) throw refused(400, `${label} is missing`)
    const answer = await action.run(values)
    world.emit('guide')
    return c.json(answer)
  })

  app.get('/people/:id/chats', (c) => {
    const person = personIn(c)
    return c.json({ chats: chatsOf(world, person).map((chat) => showChatTo(world, person, chat)) })
  })

  app.get('/people/:id/messages', (c) => {
    const { chat: name, topic, limit } = readQuery(c, messagesQuery)
    const person = personIn(c)
    const chat = findChat(world, person, name)
    const messages: ShownMessage[] = screenOf(chat, topic)
      .slice(-limit)
      .map((message) => showMessage(message, person.id))
    return c.json({ messages, typing: typingIn(world, chat, topic), drafts: draftsIn(world, chat) })
  })

  app.get('/people/:id/commands', (c) => {
    const person = personIn(c)
    const chat = findChat(world, person, c.req.query('chat'))
    const bots =
      chat.type === 'private' ? [chat.bot] : [...world.bots.values()].filter((bot) => findMember(chat, bot.id))
    return c.json({ commands: bots.flatMap((bot) => menuFor(bot, person, chat)) })
  })

  app.post('/people/:id/wait', async (c) => {
    const { text, ...hearing } = await readBody(c, waiting)
    try {
      const message = await waitForMessage(world, personIn(c), { ...hearing, text: parsePattern(text) })
      return c.json({ message: showMessage(message) })
    } catch (error) {
      if (error instanceof NotHeard) return c.json({ error: error.message, screen: error.screen }, 408)
      throw error
    }
  })

  app.get('/files/:uniqueId', (c) => {
    const file = world.files.findByUniqueId(c.req.param('uniqueId'))
    if (!file) throw notFound('There is no such file')
    return c.body(new Uint8Array(file.bytes), 200, headersFor(file))
  })

  app.get('/calls', (c) => c.json({ calls: calls.list(readQuery(c, callsQuery)) }))

  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      await new Promise<void>((resolve) => {
        const send = (event: WorldEvent) => void stream.writeSSE({ data: JSON.stringify(event) })
        const stopListening = world.onEvent(send)
        const finish = () => {
          stopListening()
          resolve()
        }
        stream.onAbort(finish)
        world.closing.addEventListener('abort', finish)
        if (world.closing.aborted) finish()
        void stream.write(': connected\n\n')
      })
    }),
  )

  return app
}

/**
 * Pictures, sound and video may be shown in the page. Whatever else people send is for saving: a document could be a page
 * with a script in it, and would run as one of ours.
 */
function headersFor({ mime, name }: StoredFile): Record<string, string> {
  const isShowable = /^(image\/(?!svg)|audio\/|video\/)/.test(mime)
  const disposition = isShowable ? 'inline' : 'attachment'
  return {
    'content-type': mime,
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent((name ?? 'file').toWellFormed())}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=31536000, immutable',
  }
}

/** "/like this/i" is a pattern, anything else is part of the text. A command such as "/help" has no second slash. */
function parsePattern(text: string): string | RegExp {
  const match = /^\/(.+)\/([dimsuv]*)$/s.exec(text)
  if (!match) return text
  try {
    return new RegExp(match[1] ?? '', match[2])
  } catch {
    return text
  }
}
