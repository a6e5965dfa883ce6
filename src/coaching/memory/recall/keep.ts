/** Keeps what can be recalled up to date with what is said and kept of a coach's clients. */
import type { Logger } from 'pino'
import { AiUnavailable } from '../../errors.ts'
import { type Language, languages } from '../../knowledge/languages.ts'
import type { EmbeddingModel } from '../../knowledge/ports.ts'
import { languageOfText, readWords, stemsOf } from '../../knowledge/words.ts'
import type { Clock, Wake } from '../../ports.ts'
import type { DueEntry, NewEntry, RecallEntries, UnembeddedEntry } from './ports.ts'
import { recallAfterMs } from './recollection.ts'
import { isSmallTalk } from './small-talk.ts'

const storedAtOnce = 200
const embeddedAtOnce = 64
/** "Yes, on Monday." says what it says with the question before it. */
const wordsThatSuffice = 5
/** Models take no more of a text, and what somebody has said for ten minutes is about what it begins with. */
const charactersEmbedded = 8_000
const tryAgainAfterMs = 5 * 60_000

type Deps = {
  entries: RecallEntries
  /** Whose vectors serve this coach. @throws {AiUnavailable} */
  embeddingsFor(coachId: string): Promise<EmbeddingModel>
  wake: Wake
  clock: Clock
  log: Pick<Logger, 'warn'>
}

/** Safe to run at any time and by several workers: what a crash cuts off is done again. */
export function createKeepRecallable({ entries, embeddingsFor, wake, clock, log }: Deps) {
  return async function keepRecallable({ coachId }: { coachId: string }): Promise<void> {
    const saidUntil = new Date(clock.now().getTime() - recallAfterMs)
    const due = await entries.listDue(coachId, { saidUntil, limit: storedAtOnce })
    if (due.length > 0) await entries.store(coachId, due.map(toEntry))
    const isEmbedded = await embedSome(coachId)
    // At the end of the line: another coach's clients come between one's 10,000 messages.
    if (due.length >= storedAtOnce || isEmbedded) await wake([{ kind: 'recall', coachId }])
  }

  /** @returns whether there may be more. Until it succeeds they are found by their words. */
  async function embedSome(coachId: string): Promise<boolean> {
    try {
      const model = await embeddingsFor(coachId)
      const some = await entries.claimUnembedded(coachId, model.name, embeddedAtOnce)
      if (some.length === 0) return false
      const { vectors, usage } = await model.embed(some.map(textToEmbed), { purpose: 'document' })
      const made = some.flatMap(({ id }, at) => (vectors[at] ? [{ entryId: id, vector: vectors[at] }] : []))
      if (made.length < some.length) throw new AiUnavailable('malformed', { usage }) // not asked, and paid, for ever
      await entries.storeVectors(coachId, model.name, made, usage)
      return some.length === embeddedAtOnce
    } catch (error) {
      if (!(error instanceof AiUnavailable)) throw error
      const again = error.retryable ? new Date(clock.now().getTime() + tryAgainAfterMs) : undefined
      await entries.postponeVectors(coachId, again)
      if (again) await wake([{ kind: 'recall', coachId, dueAt: again }])
      if (error.why !== 'no_key') log.warn({ coachId, why: error.why }, 'messages are found by their words alone')
      return false
    }
  }
}

export type CatchUp = (whose: { coachId: string; clientId: string }) => Promise<void>

/** Makes all that was said to a client up to now recallable by its words; vectors follow as for the rest. */
export function createCatchUp({ entries, clock }: Pick<Deps, 'entries' | 'clock'>): CatchUp {
  return async function catchUp({ coachId, clientId }) {
    const due = await entries.listDue(coachId, { clientId, saidUntil: clock.now(), limit: storedAtOnce })
    if (due.length > 0) await entries.store(coachId, due.map(toEntry))
  }
}

function toEntry(due: DueEntry): NewEntry {
  const { text, language } = due
  if (text === undefined) return { ...due, stems: undefined, asks: false }
  const spoken = languageOfText(text) ?? languages.find((one): one is Language => one === language)
  const asks = due.kind === 'message' && /[?？]/u.test(text)
  // "And how was that for you?" says nothing, and leads from what it asks about to its answer.
  if (!asks && isSmallTalk(text, spoken)) return { ...due, stems: undefined, asks }
  return { ...due, stems: stemsOf(text, spoken), asks }
}

function textToEmbed({ text, saidBefore }: UnembeddedEntry): string {
  const whole = saidBefore !== undefined && readWords(text).length < wordsThatSuffice ? `${saidBefore}\n${text}` : text
  return whole.slice(0, charactersEmbedded).toWellFormed()
}
