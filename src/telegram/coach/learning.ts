/** What the coach says of what the AI takes from them, below the message that shows it. */
import type { Member } from '../../coaching/conversation.ts'
import type { Verdict } from '../../coaching/learning/intervention.ts'
import type { Interventions } from '../../coaching/learning/ports.ts'
import type { Wake } from '../../coaching/ports.ts'
import type { TextKey } from '../../locales/texts.ts'

export const learningActions = ['learn_keep', 'learn_only_client', 'learn_forget', 'learn_undo'] as const
export type LearningAction = (typeof learningActions)[number]

const verdictOf: Record<LearningAction, Verdict | undefined> = {
  learn_keep: 'kept',
  learn_only_client: 'only_client',
  learn_forget: 'forgotten',
  learn_undo: undefined,
}

type Deps = { interventions: Pick<Interventions, 'judge'>; wake: Wake }

export function createLearningTap({ interventions, wake }: Deps) {
  /** @returns what the tap is answered with */
  return async function onTap(coachId: string, by: Member, action: LearningAction, id: string): Promise<TextKey> {
    // Whose way it is that the AI learns.
    if (by.role !== 'owner') return 'tap-coach-only'
    const { kind, wakeUps } = await interventions.judge(coachId, id, verdictOf[action])
    await wake(wakeUps)
    return kind === 'unknown' ? 'tap-not-learned' : 'tap-learned'
  }
}
