/** Shows an incident: one message in the coach's private chat, with a sound the first time, and edited from then on. */
import type { Logger } from 'pino'
import { probeAfterMs } from '../../coaching/incident.ts'
import type { IncidentShown, Incidents, IncidentWork } from '../../coaching/ports/incidents.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { type BotApi, outcomeOf, type Place } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { renderIncident } from '../rendering/incident.ts'

const tryAgainMs = 30_000

type ShowWork = Extract<IncidentWork, { kind: 'show' }>

type ShowDeps = {
  botApi: BotApi
  texts: Texts
  log: Logger
  /** The demo: without a key the rehearsal answers. */
  rehearses: boolean
}

/** @returns what became of it; never throws for a failure of Telegram's */
export function createShowIncident({ botApi, texts, log, rehearses }: ShowDeps) {
  return async function show(work: ShowWork): Promise<IncidentShown> {
    const { view, message, isNew, incidentId } = work
    const text = renderIncident(view, texts, { rehearses })
    const { language } = view
    const buttons = view.closedAt
      ? undefined
      : keyboard(
          [
            [
              { key: 'key-other-button', action: 'key_other', subject: incidentId },
              { key: 'key-again-button', action: 'key_again', subject: incidentId },
            ],
          ],
          texts,
          language,
        )
    try {
      if (message) {
        await botApi.editText(message.chatId, message.messageId, text, buttons)
        return { kind: 'shown' }
      }
      const inPrivate: Place = { chatId: work.coachTelegramUserId }
      const options = { silent: !isNew, keyboard: buttons }
      const chatId = await botApi.sendText(inPrivate, text, options).then(
        (messageId) => ({ chatId: inPrivate.chatId, messageId }),
        async (error: unknown) => {
          const { kind } = outcomeOf(error)
          // Who does not hear in private hears in the group.
          if ((kind !== 'blocked' && kind !== 'refused') || work.groupChatId === undefined) throw error
          return {
            chatId: work.groupChatId,
            messageId: await botApi.sendText({ chatId: work.groupChatId }, text, options),
          }
        },
      )
      return { kind: 'shown', message: chatId }
    } catch (error) {
      if (/message is not modified/i.test(String(error))) return { kind: 'shown' }
      const outcome = outcomeOf(error)
      log.warn({ coachId: work.coachId, outcome }, 'an incident is not shown')
      if (outcome.kind === 'too_early') return { kind: 'later', afterMs: outcome.retryAfterMs }
      const isLost = outcome.kind === 'refused' && /not found|can't be edited|MESSAGE_ID_INVALID/i.test(outcome.error)
      if (message && isLost) return { kind: 'lost' }
      if (outcome.kind !== 'blocked' && outcome.kind !== 'refused') return { kind: 'later', afterMs: tryAgainMs }
      // A later try will do no better: what is over is left as it reads, what goes on is tried as seldom as the key.
      return view.closedAt ? { kind: 'lost' } : { kind: 'later', afterMs: probeAfterMs(work.probes) }
    }
  }
}

type Deps = {
  incidents: Pick<Incidents, 'tryAgain'>
  askForKey: (member: MemberAddress) => Promise<void>
  wake: (coachId: string) => Promise<void>
}

/** [Use another key] [Try again]. @returns what the tap is answered with */
export function createIncidentTap({ incidents, askForKey, wake }: Deps) {
  return async function onTap(
    member: MemberAddress | undefined,
    action: 'key_other' | 'key_again',
    incidentId: string,
  ): Promise<TextKey | undefined> {
    if (member?.member.role !== 'owner') return 'tap-owner-only'
    if (action === 'key_other') return void (await askForKey(member))
    if (!(await incidents.tryAgain(member.coachId, incidentId))) return 'tap-decided-before'
    await wake(member.coachId)
    return 'tap-trying-key'
  }
}
