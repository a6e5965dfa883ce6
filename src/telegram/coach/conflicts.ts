/** Two documents that say the opposite: both stay, or the older one goes; decided below the message about files or from `/docs`. */
import type { Context } from 'grammy'
import type { Conflicts, ConflictView } from '../../coaching/knowledge/conflicts.ts'
import type { Library } from '../../coaching/knowledge/library.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress, Wake } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { renderPassages } from '../rendering/conflict.ts'
import { renderRemoved } from '../rendering/docs.ts'
import type { ReplyButton } from '../replies.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

export const conflictActions = [
  ...(['conflicts', 'conflict_keep', 'conflict_remove'] as const),
  ...(['batch_conflict_keep', 'batch_conflict_remove', 'batch_conflict_show'] as const),
] as const
export type ConflictAction = (typeof conflictActions)[number]

type Deps = {
  conflicts: Conflicts
  library: Pick<Library, 'removeSoon'>
  practices: Pick<Practices, 'getPractice'>
  screens: SettingScreens
  texts: Texts
  wake: Wake
}

export function createConflictTaps({ conflicts, library, practices, screens, texts, wake }: Deps) {
  /** @returns what the tap is answered with */
  return function onTap(ctx: Context, action: ConflictAction, subject: string): Promise<TextKey | undefined> {
    return screens.onTap(ctx, async (member) => {
      const { coachId } = member
      if (action === 'conflicts') return next(member)
      const conflict = await conflicts.find(coachId, subject)
      if (!conflict) return 'batch-tap-over'
      switch (action) {
        case 'conflict_keep':
          await wake(await conflicts.keepBoth(coachId, subject))
          return next(member)
        case 'conflict_remove':
          return remove(member, conflict)
        // The message about files is edited by whoever shows it: what is to be read stands below.
        case 'batch_conflict_keep':
          return void (await wake(await conflicts.keepBoth(coachId, subject)))
        case 'batch_conflict_remove':
          return void (await screens.send(member, await remove(member, conflict)))
        case 'batch_conflict_show':
          return void (await screens.send(member, await passages(member, conflict)))
      }
    })
  }

  async function next(member: MemberAddress): Promise<Screen> {
    const conflict = await conflicts.findNext(member.coachId)
    if (conflict) return passages(member, conflict)
    const all: ReplyButton = { key: 'docs-all-button', action: 'docs_page', subject: '0' }
    return { text: texts.render(member.language, 'conflict-none'), buttons: [[all]] }
  }

  async function passages({ coachId, language }: MemberAddress, conflict: ConflictView): Promise<Screen> {
    const ids = conflict.places.flatMap(({ newer, older }) => [newer.chunkId, older.chunkId])
    const [chunks, { timezone }] = await Promise.all([
      conflicts.readChunks(coachId, ids),
      practices.getPractice(coachId),
    ])
    return renderPassages(conflict, chunks, { language, timezone }, texts)
  }

  async function remove({ coachId, language, member }: MemberAddress, { id, older }: ConflictView): Promise<Screen> {
    await library.removeSoon(coachId, older.documentId, member.id)
    await wake(await conflicts.showAgain(coachId, id))
    return renderRemoved({ id: older.documentId, title: older.title }, language, texts)
  }
}
