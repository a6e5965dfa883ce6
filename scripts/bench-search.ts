/**
 * How long a search takes and how much it misses: `npm run bench:search -- [--chunks 1000,10000,100000] [--searches 60] [--store all|embedded|server] [--seed 1] [--json]`.
 *
 * A hundred coaches of very different size share the tables, each behind row-level security as in the product. What is found is
 * compared with an exact search over the coach's own vectors in this process. On the embedded database up to 20,000 chunks;
 * on the server of TEST_DATABASE_URL, when that is set, as many as asked for.
 */
import type { Chunk } from '../src/coaching/knowledge/document.ts'
import { createRandom, type Figure, figure, median, percentile, printReport, wholeNumber } from './measure/figures.ts'
import { type Library, openLibrary } from './measure/library.ts'
import { readOptions } from './read-options.ts'

const { values: options } = readOptions(
  { command: 'npm run bench:search --', about: 'how long a search takes, and what it misses' },
  {
    chunks: {
      type: 'string',
      default: '1000,10000,100000',
      about: 'sizes of all coaches together, with commas between',
    },
    searches: { type: 'string', default: '60', atLeast: 20, about: 'how many at each size' },
    store: { type: 'string', default: 'all', oneOf: ['all', 'embedded', 'server'], about: 'on which database' },
    seed: { type: 'string', default: '1', atLeast: 0, about: 'what everything random follows from' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
  },
)
const sizes = options.chunks.split(',').map((size) => wholeNumber('chunks', size))
const searches = wholeNumber('searches', options.searches)
const seed = wholeNumber('seed', options.seed, { atLeast: 0 })

const coachCount = 100
/** Of one of them the chunks are counted, while the others grow. */
const steadySize = 5000
const mostEmbedded = 20_000
const dimensions = 1280
/** Called as one whose likeness tells, so that its signs are looked at where there are many. */
const model = `text-embedding-3-small/${dimensions}`
/** Subjects that vectors and words gather around: without any, all vectors are equally far from each other. */
const subjects = 50
const documentSize = 100

const random = createRandom(seed)
const centres = Array.from({ length: subjects }, () => gaussians(dimensions))
const rows: Figure[] = []
const isServerThere = process.env['TEST_DATABASE_URL'] !== undefined
const ofEmbedded = sizes.filter((size) => size <= mostEmbedded)
if (options.store !== 'server') rows.push(...(await measure('PGlite', false, ofEmbedded)))
if (options.store !== 'embedded' && isServerThere) rows.push(...(await measure('Postgres', true, sizes)))
printReport('bench:search', rows, { json: options.json, seed })

type Coach = { id: string; vectors: Map<string, Float32Array> }

async function measure(name: string, onServer: boolean, all: readonly number[]): Promise<Figure[]> {
  if (all.length === 0) return []
  const library = await openLibrary({ isOnServer: onServer })
  try {
    const measured: Figure[] = []
    const coaches: Coach[] = []
    for (let at = 0; at < coachCount; at++) coaches.push({ id: await library.addCoach(), vectors: new Map() })
    const steady: Coach = { id: await library.addCoach(), vectors: new Map() }
    let before: number | undefined
    for (const size of all) {
      console.error(`${name}: ${size} chunks ...`)
      for (const [at, coach] of coaches.entries()) await grow(library, coach, shareOf(at) * size)
      await library.vacuum()
      measured.push(...(await searchAll(library, `${name}, ${size} chunks`, coaches, size)))
      if (Math.max(...all) <= steadySize) continue
      if (steady.vectors.size === 0) await grow(library, steady, steadySize)
      await library.vacuum()
      const { times } = await searchOf(library, steady, searches)
      const p95 = percentile(times, 0.95)
      measured.push(
        figure(`${name}: p95 of a coach with ${steadySize} chunks beside ${size} of others`, p95, 'ms', {
          ...(before !== undefined && { against: before, atMost: 1.3 }),
        }),
      )
      before ??= p95
    }
    return measured
  } finally {
    await library.close()
  }
}

/** One has half of all chunks, the smallest a thousandth, and what is between falls as towns do (Zipf). */
function shareOf(at: number): number {
  if (at === 0) return 0.5
  const rest = Array.from({ length: coachCount - 1 }, (_, other) => 1 / (other + 1)).reduce(
    (sum, share) => sum + share,
    0,
  )
  return Math.max(0.001, 0.5 / at / rest)
}

async function grow(library: Library, coach: Coach, to: number): Promise<void> {
  while (coach.vectors.size < Math.max(1, Math.floor(to))) {
    const count = Math.min(documentSize, Math.max(1, Math.floor(to)) - coach.vectors.size)
    const about = Math.floor(random() * subjects)
    const chunks = Array.from({ length: count }, (_, ordinal): Chunk => {
      const content = Array.from({ length: 380 }, () => `w${Math.floor(about * 200 + random() ** 3 * 6000)}`).join(' ')
      return { ordinal, headings: [], content, tokenCount: 500, anchor: undefined }
    })
    const documentId = await library.addChunks(coach.id, 'Bench', chunks)
    const missing = await library.knowledge.listUnembedded(coach.id, documentId, model, documentSize)
    const made = missing.map(({ id }) => ({ chunkId: id, vector: vectorAbout(about) }))
    await library.storeVectors(coach.id, model, made)
    for (const { chunkId, vector } of made) coach.vectors.set(chunkId, vector)
  }
}

function vectorAbout(subject: number): Float32Array {
  const noise = gaussians(dimensions)
  const centre = centres[subject] ?? noise
  const vector = centre.map((value, at) => value * 0.7 + (noise[at] ?? 0))
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return vector.map((value) => value / length)
}

function gaussians(count: number): Float32Array {
  return Float32Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  )
}

/** Of coaches of every size, so that each is asked in turn. */
async function searchAll(library: Library, name: string, coaches: readonly Coach[], size: number): Promise<Figure[]> {
  const nobody: Coach = { id: '', vectors: new Map() }
  const asked = Array.from({ length: searches }, (_, at) => coaches[Math.floor((at * coachCount) / searches)] ?? nobody)
  const largest = coaches[0] ?? nobody
  const found: (Awaited<ReturnType<typeof searchOf>> & { share: number })[] = []
  for (const coach of asked) found.push({ share: coach.vectors.size / size, ...(await searchOf(library, coach, 1)) })
  const times = found.flatMap((one) => one.times)
  const ofLargest = { share: largest.vectors.size / size, ...(await searchOf(library, largest, searches)) }
  found.push(ofLargest)

  const recallWhere = (has: (share: number) => boolean) => {
    const recalls = found.filter(({ share }) => has(share)).flatMap((one) => one.recalls)
    return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length
  }
  const missing = found.reduce((sum, { short }) => sum + short, 0)
  return [
    figure(`${name}: p50 over coaches of every size`, median(times), 'ms'),
    figure(`${name}: p95 over coaches of every size`, percentile(times, 0.95), 'ms'),
    figure(`${name}: p95 of the coach with ${largest.vectors.size}`, percentile(ofLargest.times, 0.95), 'ms'),
    figure(
      `${name}: recall@5 against exact search, coaches with up to 1% of the rows`,
      recallWhere((share) => share <= 0.01),
      'share',
      { atLeast: 0.99 },
    ),
    figure(
      `${name}: recall@5 against exact search, coaches with more`,
      recallWhere((share) => share > 0.01),
      'share',
      { atLeast: 0.99 },
    ),
    figure(`${name}: searches with fewer rows than there are`, missing, 'searches', { atMost: 0 }),
  ]
}

async function searchOf(library: Library, coach: Coach, times: number) {
  const result = { times: [] as number[], recalls: [] as number[], short: 0 }
  for (let n = 0; n < times; n++) {
    const vector = vectorAbout(Math.floor(random() * subjects))
    const stems = Array.from({ length: 8 }, () => `w${Math.floor(random() * 16_000)}`)
    const startedAt = performance.now()
    const ask = (meaning: number) =>
      library.search.findCandidates(coach.id, { stems, vector, model }, { limit: 5, meaning })
    await ask(0.25)
    result.times.push(performance.now() - startedAt)
    const { candidates } = await ask(1)
    const exact = exactly(coach, vector)
    const found = new Set(candidates.map(({ chunkId }) => chunkId))
    result.recalls.push(exact.filter((id) => found.has(id)).length / exact.length)
    if (candidates.length !== Math.min(5, coach.vectors.size)) result.short++
  }
  return result
}

/** In double precision over the vectors as they were made. */
function exactly({ vectors }: Coach, asked: Float32Array): string[] {
  const scores = [...vectors].map(([id, vector]): [string, number] => {
    let score = 0
    for (let at = 0; at < dimensions; at++) score += (vector[at] ?? 0) * (asked[at] ?? 0)
    return [id, score]
  })
  return scores
    .sort((one, other) => other[1] - one[1])
    .slice(0, 5)
    .map(([id]) => id)
}
