/** Writes what a briefing says beyond the alert, once the alert is out: it never waits for the model. */
import { deliver } from '../alerts.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import type { DeliveryTarget } from '../deliveries.ts'
import { AiUnavailable, NotFound } from '../errors.ts'
import type { Clock, Conversations, Ids, Models, ModelUsage, Wake } from '../ports.ts'
import { askForBriefing, type BriefingLine, briefingAnswer, briefingMessages, supportedLines } from './briefing.ts'
import type { Briefings, BriefingToWrite, SettledBriefing } from './ports.ts'

/** A model that may answer later is asked again after this, and so often in all. */
const retryAfterMs = 30_000
const attemptsAtMost = 3

type Deps = {
  briefings: Briefings
  conversations: Pick<Conversations, 'readMaterial'>
  models: Models
  wake: Wake
  clock: Clock
  ids: Ids
}

type Written = { lines: BriefingLine[]; mayRetry: boolean; usage: ModelUsage | undefined }

export function createWriteBriefing({ briefings, conversations, models, wake, clock, ids }: Deps) {
  /** Safe to run at any time and by several workers: of those who claim it, the last one's counts. */
  return async function writeBriefing({ coachId, conversationId }: { coachId: string; conversationId: string }) {
    const briefing = await briefings.claim(coachId, conversationId, isWanted)
    if (!briefing) return
    const written = briefing.attempts > attemptsAtMost ? nothing() : await ask(briefing)
    await wake(await briefings.settle(briefing, (s, target) => settle(s, briefing, written, target)))
  }

  async function ask({ coachId, conversationId }: BriefingToWrite): Promise<Written> {
    try {
      const material = await conversations.readMaterial(coachId, conversationId, briefingMessages)
      if (material.messages.length === 0) return nothing()
      const model = await models.forCoach(coachId)
      const { value, usage } = await model.answer({
        purpose: 'briefing',
        messages: askForBriefing(material),
        schema: briefingAnswer,
        schemaName: 'briefing',
      })
      return { lines: supportedLines(value, material.messages), mayRetry: false, usage }
    } catch (error) {
      if (error instanceof NotFound) return nothing() // consent has been withdrawn
      if (!(error instanceof AiUnavailable)) throw error
      return { lines: [], mayRetry: error.retryable, usage: error.usage }
    }
  }

  function settle(
    s: ConversationSnapshot,
    briefing: BriefingToWrite,
    written: Written,
    target: DeliveryTarget,
  ): SettledBriefing {
    const { lines, mayRetry, usage } = written
    const effects: Effect[] = []
    // Paid for, whatever becomes of it.
    if (usage) effects.push({ kind: 'record_usage', id: ids.next(), purpose: 'briefing', usage })
    if (!isWanted(s, briefing)) return { effects, lines: [] }
    if (mayRetry && briefing.attempts < attemptsAtMost)
      return { effects, lines: [], againAt: new Date(clock.now().getTime() + retryAfterMs) }
    // An alert to which there is nothing to add stays as it is; whoever asked is told.
    if (lines.length > 0 || briefing.isAsked)
      effects.push(
        deliver({
          target,
          lane: 'alert',
          body: { kind: 'briefing', briefingId: briefing.id },
        }),
      )
    return { effects, lines }
  }
}

function nothing(): Written {
  return { lines: [], mayRetry: false, usage: undefined }
}

/** Never in a crisis, where the model writes nothing; and not once the human it was for has written, or has left again. */
function isWanted(s: ConversationSnapshot, { handoffId, isAsked }: Pick<BriefingToWrite, 'handoffId' | 'isAsked'>) {
  if (s.openEpisode || !s.client.consented) return false
  return isAsked || (s.openHandoff?.id === handoffId && s.humanMessages === 0)
}
