/** What came of a rehearsal, for people and as figures. */
import { sameWithin } from '../../src/coaching/learning/rehearsal.ts'
import type { RehearsalReport } from '../../src/coaching/learning/rehearse.ts'
import { type Figure, figure } from '../measure/figures.ts'

export function figuresOf({ mean, total, nearer, farther, same }: RehearsalReport): Figure[] {
  return [
    figure('answers rehearsed', total, 'interventions'),
    figure('nearness, mean', mean ?? Number.NaN, '0 to 1'),
    figure(`nearer by more than ${sameWithin}`, nearer, 'interventions'),
    figure(`farther by more than ${sameWithin}`, farther, 'interventions'),
    figure('about the same', same, 'interventions'),
  ]
}

export function printPairs({ shown, since }: RehearsalReport): void {
  console.log(since ? `Compared with ${since.toISOString()}.` : 'The first time: there is nothing to compare with.')
  if (shown.length > 0) console.log(since ? 'Farther than then:' : 'Least near:')
  for (const { facing, coach, clone = '(nothing: it would have called the coach)' } of shown)
    console.log(`\nfacing  ${facing}\ncoach   ${coach}\nclone   ${clone}`)
}
