/**
 * How well the reply check finds what must not be said, by words alone, and how often it cries wolf:
 *
 *     npm run eval:reply -- [--json] [--part tune|held-out|all] [--show]
 *
 * `caught` counts a finding of either kind: one that is unsure goes to the model, and without an answer it is caught.
 */
import { printReport } from './measure/figures.ts'
import { findInCase, readReplyCases, replyLanguages } from './measure/reply-data.ts'
import { share } from './measure/shares.ts'
import { readOptions } from './read-options.ts'

const { values: options } = readOptions(
  { command: 'npm run eval:reply --', about: 'how well the reply check finds what must not be said' },
  {
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
    part: { type: 'string', default: 'held-out', oneOf: ['tune', 'held-out', 'all'], about: 'which of the cases' },
    show: { type: 'boolean', default: false, about: 'lists misses and false alarms' },
  },
)
const { json, part, show } = options

const rows = replyLanguages.flatMap((language) => {
  const lines = readReplyCases(language)
    .filter((one) => part === 'all' || (one.held_out === true) === (part === 'held-out'))
    .map((one) => ({ one, found: findInCase(language, one) }))
  const bad = lines.filter(({ one }) => one.expect === 'caught')
  const fine = lines.filter(({ one }) => one.expect === 'fine')
  const isSure = ({ found }: (typeof lines)[number]) => found.some(({ certainty }) => certainty === 'sure')
  const isFound = ({ found }: (typeof lines)[number]) => found.length > 0
  if (show && !json) {
    for (const { one } of bad.filter((line) => !isFound(line))) console.log(`MISSED ${one.concern}: ${one.reply}`)
    for (const { one, found } of fine.filter(isFound)) console.log(`RAISED ${found[0]?.rule}: ${one.reply}`)
  }
  const caught = bad.filter(isFound).length
  const raised = fine.filter(isFound).length
  return [
    share(`${language}: recall`, { count: caught, of: bad.length, per: 1 }),
    share(`${language}: of those to be caught, by words alone`, {
      count: bad.filter(isSure).length,
      of: bad.length,
      per: 1,
    }),
    share(`${language}: precision`, { count: caught, of: caught + raised, per: 1 }, { atLeast: 0.95 }),
    share(
      `${language}: fine replies caught by words alone`,
      { count: fine.filter(isSure).length, of: fine.length, per: 1 },
      { atMost: 0.02 },
    ),
    share(`${language}: fine replies that the model is asked about`, {
      count: raised - fine.filter(isSure).length,
      of: fine.length,
      per: 1,
    }),
  ]
})
printReport('reply', rows, { json })
