/** What a trained weight can hang on: words and their neighbours, how a sentence begins, what it gives back, what the rules say. */

import { stemsOf } from '../../../coaching/knowledge/words.ts'
import { isQuestion, sentencesOf } from '../../../coaching/learning/count-style.ts'
import { splitWords } from '../../../coaching/phrases/normalise.ts'
import { kindByRules } from './kind-rules.ts'
import { analysisLexicon } from './lexicon.ts'
import { readMoves } from './moves.ts'

/** What was said just before an utterance; each empty where that is not known. */
export type Before = {
  client: string
  /** The coach's own, before the client's. */
  own: string
}

/** Counted so far only: the rest of a long speech adds little. */
const wordsRead = 120

/** The features of an English utterance, each once. */
export function kindFeatures(utterance: string, { client, own }: Before): string[] {
  const found = new Set<string>()
  const add = (...features: string[]) => {
    for (const feature of features) found.add(feature)
  }
  const { fillers, you } = analysisLexicon('en')
  const sentences = sentencesOf(utterance)
  const words = splitWords(utterance)
    .slice(0, wordsRead)
    .map(({ raw }) => raw.replace(/\p{N}+/gu, '0'))
  for (const [at, word] of words.entries()) {
    add(`w ${word}`)
    const next = words[at + 1]
    if (next) add(`b ${word} ${next}`)
  }
  for (const [at, sentence] of sentences.entries()) {
    const all = splitWords(sentence).map(({ raw }) => raw)
    const said = all.slice(
      Math.max(
        0,
        all.findIndex((word) => !fillers.has(word)),
      ),
    )
    const place = at === sentences.length - 1 ? 'l' : 's'
    for (const length of [1, 2, 3]) if (said.length >= length) add(`o ${said.slice(0, length).join(' ')}`)
    if (place === 'l') add(`l ${said[0]}`, `e ${all.at(-1)}`)
  }
  const [first] = words
  const last = sentences.at(-1) ?? ''
  if (first) add(`f ${first}`)
  add(`length ${bucket(words.length)}`, `sentences ${Math.min(4, sentences.length)}`)
  if (sentences.some(isQuestion)) add('asks')
  if (isQuestion(last)) add('asks last')
  if (/-\s*$/u.test(utterance)) add('breaks off')
  if (/^\s*-/u.test(utterance)) add('goes on')
  if (words.every((word) => fillers.has(word))) add('fillers only')
  const yous = words.filter((word) => you.has(word)).length
  add(`you ${Math.min(4, Math.ceil((10 * yous) / Math.max(1, words.length)))}`)
  const mine = words.filter((word) =>
    ['i', 'im', 'ive', 'id', 'ill', 'my', 'me', 'we', 'our', 'us'].includes(word),
  ).length
  add(`me ${Math.min(4, Math.ceil((10 * mine) / Math.max(1, words.length)))}`)

  add(`rule ${kindByRules(utterance, client, 'en')}`)
  for (const { moves } of readMoves(utterance, 'en')) add(...moves.map((move) => `move ${move}`))

  const before = new Set(stemsOf(client, 'en'))
  const stems = stemsOf(utterance, 'en')
  const shared = stems.filter((stem) => before.has(stem)).length
  add(`shared ${Math.min(3, shared)}`, `share ${stems.length === 0 ? 'none' : Math.round((4 * shared) / stems.length)}`)
  add(`client ${bucket(splitWords(client).length)}`)
  if (client.includes('?')) add('client asks')
  if (own.includes('?')) add('own asked')
  return [...found]
}

function bucket(count: number): number {
  return Math.min(7, Math.round(Math.log2(1 + count)))
}
