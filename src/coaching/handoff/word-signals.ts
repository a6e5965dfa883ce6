/** What the client's own words say, in any of the languages with a lexicon. */
import type { StoredMessage } from '../ports.ts'
import { compileLexicon, type TopicName } from './lexicon.ts'
import { type HumanWish, readHumanWish } from './signals/human.ts'
import { saysLoop } from './signals/loop.ts'
import { readText } from './signals/reading.ts'
import { readEmojis, readFeelings } from './signals/sentiment.ts'
import { readStakes } from './signals/stakes.ts'

export type WordSignals = {
  wish: HumanWish | undefined
  topics: TopicName[]
  /** A decision about one of the topics is about to be taken, or just taken. */
  isImmediate: boolean
  /** -1 to 1; undefined when no feeling is named. */
  sentiment: number | undefined
  saysLoop: boolean
}

export type ReadSignals = (text: string, coachNames: readonly string[]) => WordSignals

/** @param lexicons parsed files. @throws {Error} naming the phrase or field that is wrong */
export function createReadSignals(lexicons: readonly unknown[]): ReadSignals {
  const languages = lexicons.map(compileLexicon)
  return (text, coachNames) => {
    const readings = readText(text, coachNames, languages)
    const wishes = readings.map(readHumanWish)
    const stakes = readings.map(readStakes)
    const feelings = readings.flatMap((reading) => readFeelings(reading) ?? [])
    const all = [...(feelings.length > 0 ? [Math.min(...feelings)] : []), ...listOf(readEmojis(text))]
    return {
      wish: (['ask', 'hint', 'decline'] as const).find((wish) => wishes.includes(wish)),
      topics: [...new Set(stakes.flatMap(({ topics }) => topics))],
      isImmediate: stakes.some(({ isImmediate }) => isImmediate),
      sentiment: all.length > 0 ? all.reduce((sum, value) => sum + value, 0) / all.length : undefined,
      saysLoop: readings.some(saysLoop),
    }
  }
}

/** The client's own words in what they wrote: what they forward is another person's. */
export function ownWords(messages: readonly Pick<StoredMessage, 'content' | 'metadata'>[]): string {
  return messages
    .filter(({ metadata }) => metadata.forwarded_from === undefined)
    .map(({ content }) => content)
    .join('\n\n')
}

function listOf(value: number | undefined): number[] {
  return value === undefined ? [] : [value]
}
