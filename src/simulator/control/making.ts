import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { injectUpdate } from '../bot-api/inject.ts'
import {
  add,
  changeGroup,
  changeTopic,
  dropTopic,
  findUser,
  makeTopic,
  migrate,
  promote,
  removeFrom,
} from '../people/group-acts.ts'
import { showChat, showPerson, showTopic } from '../people/shown.ts'
import { notFound } from '../refusal.ts'
import type { Group, PersonAccount } from '../world/state.ts'
import { firstMembers, type World } from '../world/world.ts'
import { memberName, readBody, readId } from './body.ts'

const by = { by: z.number().int() }
const newPerson = z.object({
  firstName: z.string().min(1).max(64),
  lastName: z.string().max(64).optional(),
  username: z.string().optional(),
  languageCode: z.string().optional(),
  hidesForwards: z.boolean().optional(),
})
const injection = z.object({
  bot: memberName.optional(),
  update: z.record(z.string(), z.unknown()),
  unchecked: z.boolean().optional(),
})
const newGroup = z.object({
  title: z.string().min(1).max(128),
  owner: z.number().int(),
  isForum: z.boolean().optional(),
  type: z.enum(['group', 'supergroup']).optional(),
  members: z.array(z.number().int()).optional(),
})
const standing = z.object({
  ...by,
  rights: z.record(z.string(), z.boolean()).nullable(),
  isAnonymous: z.boolean().optional(),
})

/** Bots, people, groups, who is in them and their topics. */
export function making({ world }: { world: World }): Hono {
  const app = new Hono()
  const groupIn = (c: Context) => world.getGroup(readId(c, 'id'))

  app.post('/bots', async (c) => {
    const bot = world.addBot(await readBody(c, z.object({ username: z.string(), name: z.string().min(1) })))
    return c.json({ id: bot.id, token: bot.token })
  })

  app.patch('/bots/:id', async (c) => {
    const { canReadAllGroupMessages } = await readBody(c, z.object({ canReadAllGroupMessages: z.boolean().optional() }))
    const bot = world.bots.get(readId(c, 'id'))
    if (!bot) throw notFound('There is no such bot')
    bot.canReadAllGroupMessages = canReadAllGroupMessages ?? bot.canReadAllGroupMessages
    return c.json({ id: bot.id, canReadAllGroupMessages: bot.canReadAllGroupMessages })
  })

  app.post('/updates', async (c) => {
    const { bot: name, update, unchecked } = await readBody(c, injection)
    const bot = name === undefined ? undefined : findUser(world, name)
    if (bot && !world.bots.has(bot.id)) throw notFound(`There is no bot ${name}`)
    return c.json(injectUpdate(world, update, { bot: bot && world.bots.get(bot.id), unchecked }))
  })

  app.post('/people', async (c) => c.json({ person: showPerson(world.addPerson(await readBody(c, newPerson))) }))

  app.post('/groups', async (c) => {
    const { owner, members = [], ...rest } = await readBody(c, newGroup)
    const people = members.map((id) => world.getPerson(id))
    return c.json({
      chat: showChat(world.addGroup({ ...rest, members: firstMembers(world.getPerson(owner), people) })),
    })
  })

  app.patch('/groups/:id', async (c) => {
    const changes = z.object({ title: z.string().min(1).max(128).optional(), isForum: z.boolean().optional() })
    const group = groupIn(c)
    return c.json({ chat: showChat(changeGroup(world, group, await readBody(c, changes))) })
  })

  app.post('/groups/:id/migrate', async (c) => {
    const { by: who } = await readBody(c, z.object({ by: z.number().int().optional() }))
    const person = who === undefined ? undefined : world.getPerson(who)
    return c.json({ chat: showChat(migrate(world, groupIn(c), person)) })
  })

  /** A change made by someone in a group; what the act gives back is answered, the group otherwise. */
  function act<T extends { by: number }>(
    method: 'post' | 'put' | 'patch' | 'delete',
    path: string,
    schema: z.ZodType<T>,
    perform: (group: Group, person: PersonAccount, body: T, c: Context) => unknown,
  ) {
    app[method](`/groups/:id${path}`, async (c) => {
      const body = await readBody(c, schema)
      const group = groupIn(c)
      const answer = perform(group, world.getPerson(body.by), body, c)
      return c.json(answer ?? { chat: showChat(group) })
    })
  }
  const memberIn = (c: Context) => findUser(world, c.req.param('member') ?? '').id

  act('post', '/members', z.object({ ...by, member: memberName }), (group, person, { member }) =>
    add(world, group, person, member),
  )
  act('delete', '/members/:member', z.object(by), (group, person, _, c) =>
    removeFrom(world, group, person, memberIn(c)),
  )
  act('put', '/admins/:member', standing, (group, person, { rights, isAnonymous }, c) =>
    promote(world, group, person, memberIn(c), { rights, isAnonymous }),
  )
  act('post', '/topics', z.object({ ...by, name: z.string() }), (group, person, { name }) => ({
    topic: showTopic(makeTopic(world, group, person, name)),
  }))
  const topicChanges = z.object({ ...by, name: z.string().min(1).max(128).optional(), closed: z.boolean().optional() })
  act('patch', '/topics/:topic', topicChanges, (group, person, changes, c) => ({
    topic: showTopic(changeTopic(world, group, person, readId(c, 'topic'), changes)),
  }))
  act('delete', '/topics/:topic', z.object(by), (group, person, _, c) =>
    dropTopic(world, group, person, readId(c, 'topic')),
  )
  return app
}
