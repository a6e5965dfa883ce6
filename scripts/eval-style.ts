/**
 * Does the distance of styles tell who has written, and the better the more is known of them?
 *
 *     npm run eval:style -- --data FILE [--json] [--draws 20] [--seed 1]
 *
 * Authors are the speakers of FILE (coded transcripts: each one is another conversation) with 30 replies or more, and six
 * coaches that the repo invents. Of each, 10 replies are held back; of the rest, n are known. The held-back replies of an
 * author are compared with what is known of everyone: the rank of their true author among all is 1 at best, and in the middle
 * where nothing is known. The same again with all replies dealt out anew among the authors: there, nothing must be found.
 */
import { type StyleVector, styleDistance, styleOf } from '../src/coaching/learning/style-distance.ts'
import { createRandom, type Figure, figure, printReport, wholeNumber } from './measure/figures.ts'
import { inventedCoaches } from './measure/invented-coaches.ts'
import { readCodedUtterances } from './measure/technique-data.ts'
import { readOptions } from './read-options.ts'

const { values: options } = readOptions(
  { command: 'npm run eval:style --', about: 'does the distance of styles tell who has written?' },
  {
    data: { type: 'string', about: 'transcripts, coded by utterance' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
    draws: { type: 'string', default: '20', atLeast: 1, about: 'how often replies are held back anew' },
    seed: { type: 'string', default: '1', atLeast: 0, about: 'of what is drawn' },
  },
)
if (options.data === undefined) {
  console.error('--data is missing: a file of coded transcripts (see --help)')
  process.exit(1)
}

const repliesAtLeast = 30
const heldBack = 10
const known = [0, 5, 10, 20] as const
const seed = wholeNumber('seed', options.seed, { atLeast: 0 })
const draws = wholeNumber('draws', options.draws)
const random = createRandom(seed)

type Author = { isInvented: boolean; replies: readonly string[] }
const { tune, heldOut } = readCodedUtterances(options.data)
const spoken = [...Map.groupBy([...tune, ...heldOut], ({ transcript }) => transcript).values()]
const authors: Author[] = [
  ...spoken
    .map((said) => ({ isInvented: false, replies: said.map(({ text }) => text) }))
    .filter(({ replies }) => replies.length >= repliesAtLeast),
  ...inventedCoaches(seed).map(({ replies }) => ({ isInvented: true, replies })),
]
console.error(`${authors.length} authors, ${authors.filter(({ isInvented }) => isInvented).length} of them invented`)

type Ranks = { all: number; invented: number; others: number }
const atBest = ranksFor(() => authors)
const dealt = ranksFor(() => dealtOut(authors))
const byChance = (authors.length + 1) / 2
const first = (ranks: ReadonlyMap<number, Ranks>, n: number) => ranks.get(n)?.all ?? Number.NaN

const rows: Figure[] = [
  ...known.flatMap((n) => {
    const ranks = atBest.get(n)
    if (!ranks) return []
    return [
      // Lower with every step, or the goal is missed.
      figure(
        `mean rank of the true author, ${n} replies known`,
        ranks.all,
        'rank',
        n === 0 ? {} : { atMost: rankBefore(n) },
      ),
      figure(`of them, coaches that are invented, ${n} known`, ranks.invented, 'rank'),
      figure(`of them, speakers of transcripts, ${n} known`, ranks.others, 'rank'),
    ]
  }),
  ...known.map((n) =>
    // No better and no worse than chance, but for what a draw may do.
    figure(`replies dealt out anew: mean rank, ${n} known`, first(dealt, n), 'rank', { atLeast: byChance - 1 }),
  ),
  figure('rank by chance', byChance, 'rank'),
]
printReport('eval:style', rows, { json: options.json, seed })

function rankBefore(n: number): number {
  return first(atBest, known[known.indexOf(n as (typeof known)[number]) - 1] ?? 0)
}

/** The mean rank for each number of known replies, over all draws and authors. */
function ranksFor(draw: () => readonly Author[]): Map<number, Ranks> {
  const found = new Map(
    known.map((n) => [n, { all: [] as number[], invented: [] as number[], others: [] as number[] }]),
  )
  for (let at = 0; at < draws; at++) {
    const drawn = draw().map(({ isInvented, replies }) => ({ isInvented, replies: shuffled(replies) }))
    const asked = drawn.map(({ replies }) => styleOf(replies.slice(0, heldBack)))
    for (const [n, ranks] of found) {
      const styles = drawn.map(({ replies }) => styleOf(replies.slice(heldBack, heldBack + n)))
      for (const [author, style] of asked.entries()) {
        const rank = rankOf(author, style, styles)
        ranks.all.push(rank)
        ranks[drawn[author]?.isInvented ? 'invented' : 'others'].push(rank)
      }
    }
  }
  return new Map(
    [...found].map(([n, { all, invented, others }]) => [
      n,
      { all: mean(all), invented: mean(invented), others: mean(others) },
    ]),
  )
}

/** Those at the same distance share their places. */
function rankOf(author: number, asked: StyleVector, styles: readonly StyleVector[]): number {
  const distances = styles.map((style) => styleDistance(asked, style))
  const own = distances[author] ?? Number.NaN
  const nearer = distances.filter((distance) => distance < own).length
  const same = distances.filter((distance) => distance === own).length
  return nearer + (same + 1) / 2
}

/** The same replies and as many for each author, but anybody's. */
function dealtOut(all: readonly Author[]): Author[] {
  const replies = shuffled(all.flatMap((author) => author.replies))
  let from = 0
  return all.map(({ isInvented, replies: own }) => {
    from += own.length
    return { isInvented, replies: replies.slice(from - own.length, from) }
  })
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ value }) => value)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
