/**
 * Trains what tells a coach's questions, reflections and input apart in English, and writes it where the rehearsal reads it:
 *
 *     npm run train:technique -- --data FILE
 *
 * Only every other transcript of the file is looked at; `npm run eval:technique` measures on the others.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { kindFeatures } from '../src/llm/offline/analysis/kind-features.ts'
import { readCodedUtterances } from './measure/technique-data.ts'
import { trainKinds } from './measure/train-kinds.ts'
import { readOptions } from './read-options.ts'

const { values: options } = readOptions(
  { command: 'npm run train:technique --', about: 'trains what tells questions, reflections and input apart' },
  { data: { type: 'string', about: 'transcripts, coded by utterance' } },
)
if (options.data === undefined) {
  console.error('--data is missing: a file of coded transcripts (see --help)')
  process.exit(1)
}

const target = fileURLToPath(new URL('../src/llm/offline/analysis/kind-weights.json', import.meta.url))
const { tune } = readCodedUtterances(options.data)
const trained = trainKinds(
  tune.map(({ text, before, kind, transcript }) => ({ features: kindFeatures(text, before), kind, transcript })),
  1,
)
const about =
  'Weights of question, reflection, input and none, by what an utterance holds (see kind-features.ts). Written by npm run train:technique from AnnoMI (public domain; Wu et al., ICASSP 2022): words, never texts.'
const lines = Object.entries(trained.features).map(
  ([feature, weights]) => `    ${JSON.stringify(feature)}: [${weights.join(', ')}]`,
)
writeFileSync(
  target,
  `{\n  "about": ${JSON.stringify(about)},\n  "bias": [${trained.bias.join(', ')}],\n  "features": {\n${lines.join(',\n')}\n  }\n}\n`,
)
console.log(`${lines.length} features of ${tune.length} utterances: ${target}`)
