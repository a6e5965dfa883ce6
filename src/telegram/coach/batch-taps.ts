/** What a coach says to the message about their files: what speech may cost, and what becomes of older versions. */
import type { Context } from 'grammy'
import { NotFound } from '../../coaching/errors.ts'
import type { Batches } from '../../coaching/knowledge/batches.ts'
import type { Library } from '../../coaching/knowledge/library.ts'
import type { Senders, Wake } from '../../coaching/ports.ts'
import type { TextKey } from '../../locales/texts.ts'

export const batchActions = ['batch_start', 'batch_leave_out', 'batch_replace', 'batch_keep'] as const
export type BatchAction = (typeof batchActions)[number]

type Deps = {
  batches: Pick<Batches, 'decideSpeech' | 'listOlder' | 'recordOlderDecided'>
  library: Pick<Library, 'replace'>
  senders: Pick<Senders, 'findMember'>
  wake: Wake
}

/** The message itself is edited by whoever shows the batch. @returns what the tap is answered with */
export function createBatchTap({ batches, library, senders, wake }: Deps) {
  return async function onTap({ from }: Context, action: BatchAction, batchId: string): Promise<TextKey | undefined> {
    const member = from && (await senders.findMember(from.id))
    if (member?.member.role !== 'owner') return 'tap-owner-only'
    const { coachId } = member
    if (action === 'batch_start' || action === 'batch_leave_out') {
      const decided = await batches.decideSpeech(coachId, batchId, action === 'batch_start' ? 'start' : 'leave_out')
      await wake(decided ?? [])
      return decided ? undefined : 'batch-tap-over'
    }
    const older = await batches.listOlder(coachId, batchId)
    if (action === 'batch_replace')
      for (const { documentId, olderId } of older) {
        // Removed meanwhile: there is nothing left to be replaced, or to take a place.
        await library.replace(coachId, documentId, olderId).catch((error: unknown) => {
          if (!(error instanceof NotFound)) throw error
        })
      }
    await wake(await batches.recordOlderDecided(coachId, batchId))
    return older.length > 0 ? undefined : 'batch-tap-over'
  }
}
