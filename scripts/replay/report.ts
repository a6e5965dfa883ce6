/** Then beside now, for people or as one JSON object. */
import { type Decided, type ReplayTurn, unansweredOf } from './turns.ts'

type Replayed = { turn: ReplayTurn; now: Decided }
type Verdict = 'same' | 'changed' | 'not compared'

const firstWords = 40

export function printReplay(all: readonly Replayed[], { changed, json }: { changed: boolean; json: boolean }): void {
  const shown = changed ? all.filter((one) => verdictOf(one) === 'changed') : all
  const summary = summaryOf(all)
  if (json) {
    console.log(JSON.stringify({ name: 'replay', turns: shown.map(rowOf), summary }))
    return
  }
  console.table(
    shown.map((one) => ({
      time: one.turn.at?.toISOString().slice(0, 16).replace('T', ' ') ?? '',
      message: wordsOf(one.turn),
      was: nameOf(one.turn.was),
      now: nameOf(one.now),
      'decided by': one.now.by + (one.turn.head === 'unknown' && one.now.outcome !== 'danger' ? ' (words alone)' : ''),
      '': verdictOf(one) === 'same' ? '' : (one.turn.notCompared ?? verdictOf(one)),
    })),
  )
  const { same, changed: differ, notCompared, kinds } = summary
  console.log(`${same} as then, ${differ} changed, ${notCompared} not compared.`)
  for (const [kind, count] of Object.entries(kinds)) console.log(`${count} x ${kind}`)
}

/** Without anyone's words. */
function rowOf(one: Replayed) {
  const { turn, now } = one
  return {
    ...turn.source,
    at: turn.at?.toISOString() ?? null,
    was: turn.was ?? null,
    now,
    modelKnown: typeof turn.head === 'object',
    verdict: verdictOf(one),
  }
}

function summaryOf(all: readonly Replayed[]) {
  const kinds: Record<string, number> = {}
  const count: Record<Verdict, number> = { same: 0, changed: 0, 'not compared': 0 }
  for (const one of all) {
    const verdict = verdictOf(one)
    count[verdict]++
    if (verdict !== 'changed') continue
    const kind = `${nameOf(one.turn.was)} -> ${nameOf(one.now)}`
    kinds[kind] = (kinds[kind] ?? 0) + 1
  }
  return { same: count.same, changed: count.changed, notCompared: count['not compared'], kinds }
}

/** What was decided, and why in its own word; which rule it was does not tell two decisions apart. */
function verdictOf({ turn, now }: Replayed): Verdict {
  if (!turn.was || turn.notCompared) return 'not compared'
  return nameOf(turn.was) === nameOf(now) ? 'same' : 'changed'
}

function nameOf(decided: Decided | undefined): string {
  if (!decided) return '-'
  return decided.reason ? `${decided.outcome}: ${decided.reason}` : decided.outcome
}

function wordsOf(turn: ReplayTurn): string {
  const words = unansweredOf({ turn: turn.turn })
    .map(({ content }) => content)
    .join(' / ')
    .replace(/\s+/g, ' ')
  return words.length > firstWords ? `${words.slice(0, firstWords).toWellFormed()} …` : words
}
