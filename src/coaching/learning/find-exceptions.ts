/** Holds what the coach wrote to a client against their own documents, once, by the way documents are held against each other. */
import { AiUnavailable } from '../errors.ts'
import { deadKeyOf } from '../incident.ts'
import { askForConflicts, conflictAnswer } from '../knowledge/conflict-question.ts'
import { quoteIn } from '../knowledge/conflicts.ts'
import { closestSentences } from '../knowledge/same-subject.ts'
import type { FoundChunk, FoundChunks, SearchRequest } from '../knowledge/search.ts'
import { splitSentences } from '../knowledge/sentences.ts'
import { stemsOf } from '../knowledge/words.ts'
import { locate, quotations } from '../memory/evidence.ts'
import type { Models, Wake } from '../ports.ts'
import type { ExceptionOutcome, ExceptionSpent, ExceptionWork, ExceptionWorks, FoundException } from './exception.ts'
import { ruleOf } from './rule-words.ts'

/** Of a run the messages that say most; of each the nearest pieces. */
const messagesAtMost = 4
const piecesAtMost = 3
/** A model reads so many pairs, in one call. */
const pairsAtMost = 6
/** A longer sentence nobody reads in a question: of it the words that count. */
const charactersAtMost = 400
/** What says less holds no rule. */
const stemsAtLeast = 3
const firstRetryMs = 60_000
const retryAtMostMs = 6 * 3_600_000
/** Until then there may be a key that works. */
const keyRetryMs = 30 * 60_000

type Pair = { own: FoundChunk; other: { content: string } }
type Deps = {
  exceptions: ExceptionWorks
  findChunks: (request: SearchRequest) => Promise<FoundChunks>
  models: Models
  wake: Wake
}

/** @returns compares the coach's next intervention that is due, whether there was one */
export function createFindNextException({ exceptions, findChunks, models, wake }: Deps) {
  return async function findNextException(coachId: string): Promise<boolean> {
    const work = await exceptions.claim(coachId)
    if (!work) return false
    const spent: ExceptionSpent[] = []
    await wake(await exceptions.record(work, await compare(work, spent), spent))
    return true
  }

  async function compare(work: ExceptionWork, spent: ExceptionSpent[]): Promise<ExceptionOutcome> {
    const pairs = await listPairs(work, spent)
    if (pairs.length === 0) return { kind: 'nothing' }
    try {
      const model = await models.forCoach(work.coachId)
      const { value, usage } = await model.answer({
        purpose: 'conflict_check',
        messages: askForConflicts(pairs, 'said'),
        schema: conflictAnswer,
        schemaName: 'conflict_check',
      })
      spent.push({ purpose: 'conflict_check', usage })
      for (const { pair: number, first, second } of value.conflicts) {
        const pair = pairs[number - 1]
        const found = pair && believed(pair, first, second, work)
        if (found) return { kind: 'found', found }
      }
      return { kind: 'nothing' }
    } catch (error) {
      if (!(error instanceof AiUnavailable)) throw error
      if (error.usage) spent.push({ purpose: 'conflict_check', usage: error.usage })
      const isKey = error.why === 'no_key' || deadKeyOf(error.why) !== undefined
      const afterMs = isKey ? keyRetryMs : Math.min(retryAtMostMs, firstRetryMs * 2 ** (work.attempts - 1))
      return { kind: 'later', afterMs, counts: !isKey }
    }
  }

  /** What is about the same thing, the closest first. */
  async function listPairs({ coachId, said }: ExceptionWork, spent: ExceptionSpent[]): Promise<Pair[]> {
    const telling = said
      .map((content) => ({ content, stems: stemsOf(content).length }))
      .filter(({ stems }) => stems >= stemsAtLeast)
      .toSorted((one, other) => other.stems - one.stems)
      .slice(0, messagesAtMost)
    const pairs: (Pair & { closeness: number })[] = []
    for (const { content } of telling) {
      const { chunks, usage } = await findChunks({ coachId, query: content, topK: piecesAtMost })
      if (usage) spent.push({ purpose: 'search', usage })
      for (const own of chunks) {
        const closeness = Math.max(closestSentences(own.content, content)?.share ?? 0, own.similarity ?? 0)
        pairs.push({ own, other: { content }, closeness })
      }
    }
    return pairs.toSorted((one, other) => other.closeness - one.closeness).slice(0, pairsAtMost)
  }
}

/** Words that stand in neither are nobody's; nor are those the coach's that they quote, or ask. */
function believed({ own, other }: Pair, ofDocument: string, ofCoach: string, work: ExceptionWork) {
  const [first, second] = [quoteIn(own.content, ofDocument), quoteIn(other.content, ofCoach)]
  const at = second && locate(other.content, second)
  if (!first || !at) return undefined
  if (quotations(other.content).some(({ from, to }) => from < at.to && to > at.from)) return undefined
  const [quote, said] = [sentenceOf(own.content, first), sentenceOf(other.content, second)]
  if (quote === said || /[?？]$/u.test(said)) return undefined
  const { names, heard } = work
  const rule = ruleOf(said, { quote, heard, names })
  return {
    ...{ documentId: own.documentId, title: own.title, quote, said },
    ...(own.anchor && { anchor: own.anchor }),
    ...(rule && { rule }),
  } satisfies FoundException
}

/** The whole sentence that words stand in, in one line; the words themselves where they are of several, or it is long. */
function sentenceOf(content: string, words: string): string {
  const sentences = content.split('\n').flatMap(splitSentences)
  return sentences.map(inOneLine).find((one) => one.length <= charactersAtMost && one.includes(words)) ?? words
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
