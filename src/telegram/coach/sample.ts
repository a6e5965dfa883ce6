/** What a client would be told about what has just come: shown once to the coach, who keeps it or says it in their own words. */
import { Readable } from 'node:stream'
import type { Context } from 'grammy'
import type { Logger } from 'pino'
import type { Batches } from '../../coaching/knowledge/batches.ts'
import type { Library } from '../../coaching/knowledge/library.ts'
import type { Samples, ShowSample } from '../../coaching/knowledge/samples.ts'
import type { Practices, Question } from '../../coaching/ports/practices.ts'
import type { MemberAddress, Wake } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { type BotApi, outcomeOf } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { plain } from '../rendering/formatted.ts'
import { renderSample } from '../rendering/sample.ts'
import type { Replies } from '../replies.ts'
import type { SettingScreens } from './setting-screen.ts'

const tryAgainMs = 30_000

export const sampleActions = ['sample_good', 'sample_teach', 'sample_not_now'] as const
export type SampleAction = (typeof sampleActions)[number]

type ShowDeps = { botApi: Pick<BotApi, 'sendText'>; texts: Texts; log: Logger }

/** @returns what became of it; never throws for a failure of Telegram's */
export function createShowSample({ botApi, texts, log }: ShowDeps): ShowSample {
  return async function show({ id, coachId, chatId, language }, sample) {
    const { text, buttons } = renderSample({ ...sample, id }, language, texts)
    const options = { silent: true, keyboard: keyboard(buttons, texts, language) }
    try {
      return { kind: 'shown', messageId: await botApi.sendText({ chatId }, plain(text), options) }
    } catch (error) {
      const outcome = outcomeOf(error)
      log.warn({ coachId, outcome }, 'a question that was tried out is not shown')
      if (outcome.kind === 'blocked' || outcome.kind === 'refused') return { kind: 'over' }
      return { kind: 'later', afterMs: outcome.kind === 'too_early' ? outcome.retryAfterMs : tryAgainMs }
    }
  }
}

type Deps = {
  samples: Pick<Samples, 'find' | 'judge'>
  library: Pick<Library, 'add'>
  batches: Pick<Batches, 'showDocument'>
  screens: SettingScreens
  botApi: Pick<BotApi, 'editText'>
  replies: Replies
  texts: Texts
  ask: (member: MemberAddress, question: Question) => Promise<void>
  practices: Pick<Practices, 'findQuestion' | 'takeQuestion'>
  wake: Wake
}
export type SampleTaps = ReturnType<typeof createSampleTaps>

export function createSampleTaps({
  samples,
  library,
  batches,
  screens,
  botApi,
  replies,
  texts,
  ask,
  practices,
  wake,
}: Deps) {
  return {
    /** @returns what the tap is answered with */
    onTap(ctx: Context, action: SampleAction, id: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, async (member) => {
        const { coachId, language } = member
        const sample = await samples.find(coachId, id)
        if (!sample || sample.verdict) return 'batch-tap-over'
        if (action === 'sample_teach') {
          const { question } = sample
          await ask(member, `sample:${id}`)
          const place = { chatId: member.member.telegramUserId }
          await replies.toCoach(place, language, 'sample-ask', { question }, { forceReply: true })
          return renderSample(sample, language, texts, { isAsked: true })
        }
        if (action === 'sample_not_now') {
          const { telegramUserId } = member.member
          if ((await practices.findQuestion(coachId, telegramUserId)) === `sample:${id}`)
            await practices.takeQuestion(coachId, telegramUserId)
          return renderSample(sample, language, texts)
        }
        await samples.judge(coachId, id, 'good')
        return renderSample({ ...sample, verdict: 'good' }, language, texts)
      })
    },

    /** Does this text of the bot's ask for the coach's words on this question? On another one they would teach something else. */
    async isAskedBy({ coachId, language }: MemberAddress, id: string, said: string): Promise<boolean> {
      const sample = await samples.find(coachId, id)
      return sample !== undefined && said === texts.render(language, 'sample-ask', { question: sample.question }).trim()
    },

    /** The coach's own words, asked for by [Teach]: a note of their knowledge that is called like the question. */
    async onWords({ coachId, language, member }: MemberAddress, id: string, words: string): Promise<void> {
      const place = { chatId: member.telegramUserId }
      const sample = await samples.find(coachId, id)
      if (!sample) return void (await replies.toCoach(place, language, 'batch-tap-over'))
      const { question } = sample
      const file = { fileName: 'text.txt', title: question, mime: 'text/plain', origin: 'snippet' as const }
      const { document, isNew } = await library.add(
        coachId,
        Readable.from([Buffer.from(`${question}\n${words}`)]),
        file,
      )
      await samples.judge(coachId, id, 'taught')
      const { text } = renderSample({ ...sample, verdict: 'taught' }, language, texts)
      // It may have been deleted meanwhile.
      if (sample.messageId) await botApi.editText(place.chatId, sample.messageId, plain(text)).catch(() => {})
      const messageId = await replies.toCoach(
        place,
        language,
        'batch-come',
        { title: document.title },
        { silent: true },
      )
      const shown = { id: document.id, title: document.title, isKnown: !isNew }
      await wake(await batches.showDocument({ coachId, chatId: place.chatId }, shown, messageId))
    },
  }
}
