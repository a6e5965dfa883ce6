/** The way to people when the database is down: the reviewed crisis text to the client, an alert to the coach. */
import type { Logger } from 'pino'
import type { Emergency } from '../coaching/ports.ts'
import { firstCrisisText } from '../coaching/safety/danger.ts'
import type { Texts } from '../locales/texts.ts'
import { type BotApi, outcomeOf, type Place } from './bot-api.ts'
import type { Formatted } from './rendering/formatted.ts'
import { plain } from './rendering/formatted.ts'
import { renderNotice } from './rendering/labels.ts'

/** A text that could not be stored comes again with every redelivery: the client is not told each time. */
const repeatAfterMs = 2 * 60_000
const tries = 3

export function createEmergency({ botApi, texts, log }: { botApi: BotApi; texts: Texts; log: Logger }): Emergency {
  const told = new Map<number, { at: number; grade: number }>()

  return {
    async sendCrisisText({ telegramUserId, language, grade, kind, known }) {
      const at = performance.now()
      forgetBefore(at - repeatAfterMs)
      const last = told.get(telegramUserId)
      if (last && grade <= last.grade) return true
      told.set(telegramUserId, { at, grade })

      const key = known ? firstCrisisText({ grade, kind }) : 'crisis-first-stranger'
      const text = texts.render(known?.language ?? language, key, { coach: known?.coachName ?? '' })
      const client = sendAll({ chatId: telegramUserId }, renderNotice(text))
      const alerts = known
        ? [
            sendAll({ chatId: known.coachTelegramUserId }, [alertFor(known, grade)]),
            ...(known.groupChatId !== undefined
              ? [sendAll({ chatId: known.groupChatId, topicId: known.topicId }, [alertFor(known, grade)])]
              : []),
          ]
        : []
      const [reached = false] = await Promise.all([client, ...alerts])
      if (!reached) told.delete(telegramUserId)
      return reached
    },
  }

  function forgetBefore(limit: number): void {
    for (const [telegramUserId, { at }] of told) if (at <= limit) told.delete(telegramUserId)
  }

  function alertFor(known: { clientName: string; language: string }, grade: number): Formatted {
    return plain(texts.render(known.language, 'alert-crisis-unstored', { client: known.clientName, grade }))
  }

  async function sendAll(place: Place, parts: Formatted[]): Promise<boolean> {
    for (let attempt = 1; attempt <= tries; attempt++) {
      try {
        for (const part of parts) await botApi.sendText(place, part)
        return true
      } catch (error) {
        const outcome = outcomeOf(error)
        log.error({ attempt, outcome }, 'crisis text not sent')
        if (outcome.kind !== 'unclear' && outcome.kind !== 'too_early') return false
        await new Promise((resolve) =>
          setTimeout(resolve, outcome.kind === 'too_early' ? outcome.retryAfterMs : 500 * attempt),
        )
      }
    }
    return false
  }
}
