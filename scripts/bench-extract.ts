/**
 * Measures extraction: `npm run bench:extract -- [--megabytes 4] [--rounds 3] [--json]`.
 *
 * For each kind of file: how fast it is read, what it takes of a processor for each 20 MB, and the most memory that one of
 * its processes had. Files are made for it; speech is transcribed by nobody, in no time. Needs ffmpeg for the recording.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Transcribe } from '../src/coaching/knowledge/ports.ts'
import { createExtract } from '../src/extract/extract.ts'
import { type Figure, figure, median, printReport, wholeNumber } from './measure/figures.ts'
import { type Sample, samplesOf } from './measure/sample-files.ts'
import { readOptions } from './read-options.ts'

const { values } = readOptions(
  { command: 'npm run bench:extract --', about: 'how fast files are read, and what they take' },
  {
    megabytes: { type: 'string', default: '4', atLeast: 1, about: 'of text in each file; pages of the scan' },
    rounds: { type: 'string', default: '3', atLeast: 1, about: 'how often each file is read' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
  },
)
const megabytes = wholeNumber('megabytes', values.megabytes)
const rounds = wholeNumber('rounds', values.rounds)
const megabyte = 1024 * 1024

const usage = { processorMs: 0, peakBytes: 0 }
const folder = await mkdtemp(join(tmpdir(), 'opencoach-bench-'))
const extract = createExtract({
  searchPath: process.env['PATH'] ?? '',
  scratchDir: folder,
  onUsage({ processorMs, peakBytes }) {
    usage.processorMs += processorMs
    usage.peakBytes = Math.max(usage.peakBytes, peakBytes)
  },
})
const transcribe: Transcribe = async ({ fromMs, toMs }) => ({
  segments: [{ fromMs: 0, toMs: toMs - fromMs, text: 'Something was said.' }],
  usage: { model: 'none', tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: null, latencyMs: 0 },
})

try {
  const rows: Figure[] = []
  for (const sample of samplesOf(megabytes)) rows.push(...(await measure(sample)))
  printReport('bench:extract', rows, { json: values.json, seed: 7 })
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function measure({ name, make }: Sample): Promise<Figure[]> {
  console.error(`${name} ...`)
  const bytes = await make(folder)
  const path = join(folder, name)
  await writeFile(path, bytes)
  const seconds: number[] = []
  const processorSeconds: number[] = []
  usage.peakBytes = 0
  for (let round = 0; round < rounds; round++) {
    usage.processorMs = 0
    const startedAt = performance.now()
    await extract({ path, name }, { transcribe, languages: ['en'] })
    seconds.push((performance.now() - startedAt) / 1000)
    processorSeconds.push(usage.processorMs / 1000)
  }
  const size = bytes.length / megabyte
  const perTwenty = median(processorSeconds) / Math.max(1, Math.ceil(size / 20))
  // A page that is a picture has an allowance of its own.
  const isScan = name === 'scan.pdf'
  return [
    figure(`${name}: size`, size, 'MB'),
    isScan
      ? figure(`${name}: a page`, median(seconds) / megabytes, 's')
      : figure(`${name}: speed`, size / median(seconds), 'MB/s'),
    isScan
      ? figure(`${name}: processor, a page`, median(processorSeconds) / megabytes, 's')
      : figure(`${name}: processor, each begun 20 MB`, perTwenty, 's', { atMost: 60 }),
    figure(`${name}: memory of the largest process`, usage.peakBytes / megabyte, 'MB', { atMost: 1024 }),
  ]
}
