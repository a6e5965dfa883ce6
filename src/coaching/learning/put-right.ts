/** The coach's words in the place of what was counted or made out of theirs: taken as they are, or told why not. */
import { nameIn, type StyleItem, styleItems, wordsAtMost } from './corrections.ts'
import type { Interventions, LearnedItem } from './ports.ts'
import { redact } from './redact.ts'

/** What is put right: a piece of their way, or one thing that was learned. */
export type WayItem = { kind: 'style'; item: StyleItem } | { kind: 'learning'; item: LearnedItem }

export type PutRight =
  | { kind: 'done'; item: WayItem }
  | { kind: 'too_long'; limit: number }
  | { kind: 'names'; name: string }
  | { kind: 'no_words' | 'gone' }

type Deps = {
  interventions: Pick<Interventions, 'readStyle' | 'findLearned' | 'listNames' | 'correct' | 'correctStyle'>
}
export type PutRightService = ReturnType<typeof createPutRight>

export function createPutRight({ interventions }: Deps) {
  return {
    find,

    /** @param text '' for whatever is no text */
    async inWords(coachId: string, id: string, text: string): Promise<PutRight> {
      const found = await find(coachId, id)
      if (!found) return { kind: 'gone' }
      const words = text.replace(/\s+/gu, ' ').trim()
      if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(words)) return { kind: 'no_words' }
      const limit = wordsAtMost[found.kind === 'style' ? found.item.kind : 'learning']
      if ([...words].length > limit) return { kind: 'too_long', limit }
      const { clients, team } = await interventions.listNames(coachId)
      if (found.kind === 'learning') {
        const hidden = redact(words, { names: [...clients, ...team] })
        await interventions.correct(coachId, id, { words: hidden })
      } else {
        // Said to everybody as it stands: with a gap where a name was it would be of no use.
        const name = nameIn(words, clients)
        if (name) return { kind: 'names', name }
        await interventions.correctStyle(coachId, { ...keyOf(found.item), words })
      }
      const item = await find(coachId, id)
      return item ? { kind: 'done', item } : { kind: 'gone' }
    },

    /** It is not to be said. */
    async leaveOut(coachId: string, id: string): Promise<WayItem | undefined> {
      const found = await find(coachId, id)
      if (found?.kind === 'style' && found.item.kind !== 'signature')
        await interventions.correctStyle(coachId, { ...keyOf(found.item), words: null })
      return find(coachId, id)
    },

    /** As it was before the coach put it right. */
    async undo(coachId: string, id: string): Promise<WayItem | undefined> {
      const found = await find(coachId, id)
      if (found?.kind === 'style') await interventions.correctStyle(coachId, { ...keyOf(found.item), words: undefined })
      if (found?.kind === 'learning') await interventions.correct(coachId, id, undefined)
      return find(coachId, id)
    },
  }

  async function find(coachId: string, id: string): Promise<WayItem | undefined> {
    if (/^[0-9a-f]{8}-/.test(id)) {
      const item = await interventions.findLearned(coachId, id)
      return item && { kind: 'learning', item }
    }
    const { profile, corrections } = await interventions.readStyle(coachId)
    const item = profile && styleItems(profile, corrections).find((one) => one.id === id)
    return item && { kind: 'style', item }
  }
}

function keyOf({ kind, counted }: StyleItem) {
  return { kind, counted }
}
