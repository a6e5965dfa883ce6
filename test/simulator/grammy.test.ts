import { Bot, GrammyError, InlineKeyboard } from 'grammy'
import { expect, test } from 'vitest'
import { openSimulator } from './open-simulator.ts'

test('a grammY bot lives in it: start, buttons, edits, topics', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const bot = new Bot(world.bot.token, { client: { apiRoot: world.url } })
  let topicId = 0
  bot.command('start', async (ctx) => {
    const topic = await ctx.api.createForumTopic(group.id, ctx.from?.first_name ?? '')
    topicId = topic.message_thread_id
    await ctx.reply(`Hello, you come from ${ctx.match}`, { reply_markup: new InlineKeyboard().text('I agree', 'yes') })
  })
  bot.callbackQuery('yes', async (ctx) => {
    await ctx.answerCallbackQuery('Thank you')
    await ctx.editMessageText('You agreed.')
  })
  bot.chatType('private').on('message:text', async (ctx) => {
    await ctx.api.sendMessage(group.id, `Sarah: ${ctx.msg.text}`, { message_thread_id: topicId })
    await ctx.react('👍')
  })
  bot.chatType('supergroup').on('message:text', async (ctx) => {
    if (ctx.msg.is_topic_message) await ctx.api.sendMessage(world.sarah.id, `Dana: ${ctx.msg.text}`)
  })
  const running = bot.start()

  await world.sarah.opens('https://t.me/clone_bot?start=dana')
  await world.sarah.hears('Hello, you come from dana')
  expect(await world.sarah.taps('I agree')).toMatchObject({ answer: { text: 'Thank you', alert: false } })
  await world.sarah.hears('You agreed.')
  const said = await world.sarah.says('I am stuck')
  await world.dana.hears('Sarah: I am stuck', { chat: group.id, topic: topicId })
  await world.dana.says('I am here', { chat: group.id, topic: topicId })
  await world.sarah.hears('Dana: I am here')
  expect(world.sarah.message(said.id).reactions).toEqual([{ emoji: '👍', by: [world.bot.id] }])

  await bot.stop()
  await running
  world.simulator.assertNoViolations()
})

test('grammY reads refusals and 429 as it reads Telegram’s', async () => {
  await using world = await openSimulator()
  const bot = new Bot(world.bot.token, { client: { apiRoot: world.url } })
  const failure = await bot.api.sendMessage(1, 'Hello').catch((error) => error)
  expect(failure).toBeInstanceOf(GrammyError)
  expect(failure).toMatchObject({ error_code: 400, description: 'Bad Request: chat not found' })
  world.simulator.faults.add({ method: 'getMe', status: 429, retryAfter: 5 })
  expect(await bot.api.getMe().catch((error) => error)).toMatchObject({
    error_code: 429,
    parameters: { retry_after: 5 },
  })
})

test('of two bots with one token the older hears 409, which grammY throws', async () => {
  await using world = await openSimulator()
  const start = () => new Bot(world.bot.token, { client: { apiRoot: world.url } })
  const [first, second] = [start(), start()]
  const failed = first.start().catch((error) => error)
  await first.init()
  const running = second.start().catch(() => undefined)
  const outcome = await Promise.race([failed, running])
  expect(outcome).toMatchObject({ error_code: 409 })
  await Promise.all([first.stop(), second.stop()])
})
