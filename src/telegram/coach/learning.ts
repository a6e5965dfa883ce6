/** What the coach says of what the AI takes from them, below the message that shows it. */
import type { Message } from 'grammy/types'
import type { Member } from '../../coaching/conversation.ts'
import type { Verdict } from '../../coaching/learning/intervention.ts'
import { onCard } from '../../coaching/learning/moment.ts'
import type { Interventions } from '../../coaching/learning/ports.ts'
import type { Wake } from '../../coaching/ports.ts'
import type { TextKey } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'

export const learningActions = ['learn_keep', 'learn_only_client', 'learn_forget', 'learn_undo'] as const
export type LearningAction = (typeof learningActions)[number]

const verdictOf: Record<LearningAction, Verdict | undefined> = {
  learn_keep: 'kept',
  learn_only_client: 'only_client',
  learn_forget: 'forgotten',
  learn_undo: undefined,
}

const answers = {
  judged: 'tap-learned',
  as_before: 'tap-learned',
  overtaken: 'tap-overtaken',
  unknown: 'tap-not-learned',
} as const satisfies Record<Awaited<ReturnType<Interventions['judge']>>['kind'], TextKey>

type Deps = { interventions: Pick<Interventions, 'judge'>; botApi: Pick<BotApi, 'removeKeyboard'>; wake: Wake }
type Tapped = { coachId: string; by: Member; id: string; message: Pick<Message, 'chat' | 'message_id'> | undefined }

export function createLearningTap({ interventions, botApi, wake }: Deps) {
  /** @returns what the tap is answered with */
  return async function onTap(action: LearningAction, { coachId, by, id, message }: Tapped): Promise<TextKey> {
    // Whose way it is that the AI learns.
    if (by.role !== 'owner') return 'tap-coach-only'
    const verdict = verdictOf[action]
    const { kind, wakeUps } = await interventions.judge(coachId, id, verdict, onCard[verdict ?? 'none'])
    await wake(wakeUps)
    // Nothing is left that could say so in its place.
    if (kind === 'unknown' && message) await botApi.removeKeyboard(message.chat.id, message.message_id).catch(() => {})
    return answers[kind]
  }
}
