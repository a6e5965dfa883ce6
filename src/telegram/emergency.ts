/** The way to people when the database is down: the reviewed crisis text to the client, an alert to the coach and the operator. */
import type { Logger } from 'pino'
import type { DeliveryOutcome, SendPage } from '../coaching/ports/deliveries.ts'
import type { ClientAddress, Emergency } from '../coaching/ports.ts'
import { firstCrisisText } from '../coaching/safety/danger.ts'
import type { Texts } from '../locales/texts.ts'
import { type BotApi, outcomeOf, type Place } from './bot-api.ts'
import type { Formatted } from './rendering/formatted.ts'
import { plain } from './rendering/formatted.ts'
import { renderNotice } from './rendering/labels.ts'

/** A text that could not be stored comes again with every redelivery: the client is not told each time. */
const repeatAfterMs = 2 * 60_000
type Tries = { count: number; longestWaitMs: number }
const clientTries: Tries = { count: 3, longestWaitMs: 3_000 }
const alertTries: Tries = { count: 6, longestWaitMs: 60_000 }

type Deps = {
  botApi: BotApi
  texts: Texts
  /** No limit runs without the database, so whoever runs the place is called at once. */
  operatorTelegramId: number | undefined
  page: SendPage | undefined
  inBackground: (what: string, work: () => Promise<unknown>) => void
  log: Logger
}

export function createEmergency({ botApi, texts, operatorTelegramId, page, inBackground, log }: Deps): Emergency {
  const told = new Map<number, { at: number; grade: number }>()

  return {
    async sendCrisisText({ telegramUserId, language, grade, kind, known }) {
      const at = performance.now()
      forgetBefore(at - repeatAfterMs)
      const last = told.get(telegramUserId)
      if (last && grade <= last.grade) return true
      told.set(telegramUserId, { at, grade })

      const key = known ? firstCrisisText({ grade, kind }) : 'crisis-first-stranger'
      const text = texts.render(known?.language ?? language, key, {
        coach: known?.coachName ?? '',
        ...(known?.country && { country: known.country }),
      })
      // The group may be at its limit: the next person in danger does not wait for that.
      if (known) inBackground('crisis alert', () => alertPeople(known, grade))
      const reached = await sendAll({ chatId: telegramUserId }, renderNotice(text), clientTries)
      if (!reached) told.delete(telegramUserId)
      return reached
    },
  }

  function forgetBefore(limit: number): void {
    for (const [telegramUserId, { at }] of told) if (at <= limit) told.delete(telegramUserId)
  }

  async function alertPeople(known: ClientAddress, grade: number): Promise<void> {
    const { coachId, conversationId, coachName, language } = known
    const places: Place[] = [{ chatId: known.coachTelegramUserId }]
    if (known.groupChatId !== undefined) places.push({ chatId: known.groupChatId, topicId: known.topicId })
    const toOperator = plain(texts.render(language, 'alert-operator', { coach: coachName, grade, minutes: 0 }))
    await Promise.all([
      ...places.map((place) => sendAll(place, [alertFor(known, grade)], alertTries)),
      ...(operatorTelegramId === undefined ? [] : [sendAll({ chatId: operatorTelegramId }, [toOperator], alertTries)]),
      page && tryOften(() => page({ coachId, conversationId, coachName, grade, minutes: 0 }), alertTries),
    ])
  }

  function alertFor(known: { clientName: string; language: string }, grade: number): Formatted {
    return plain(texts.render(known.language, 'alert-crisis-unstored', { client: known.clientName, grade }))
  }

  function sendAll(place: Place, parts: Formatted[], tries: Tries): Promise<boolean> {
    return tryOften(async () => {
      try {
        for (const part of parts) await botApi.sendText(place, part)
        return { kind: 'sent' }
      } catch (error) {
        return outcomeOf(error)
      }
    }, tries)
  }

  async function tryOften(send: () => Promise<DeliveryOutcome>, { count, longestWaitMs }: Tries): Promise<boolean> {
    for (let attempt = 1; attempt <= count; attempt++) {
      const outcome = await send()
      if (outcome.kind === 'sent') return true
      log.error({ attempt, outcome }, 'crisis text not sent')
      if (outcome.kind !== 'unclear' && outcome.kind !== 'too_early') return false
      const waitMs = outcome.kind === 'too_early' ? outcome.retryAfterMs : 500 * attempt
      await new Promise((resolve) => setTimeout(resolve, Math.min(waitMs, longestWaitMs)))
    }
    return false
  }
}
