/** What is made of a coach's documents once they are ready, one thing at a time. */
import type { Wake } from '../coaching/ports.ts'

type Deps = {
  /** Each does the next thing of its kind that is due, and says whether there was one. */
  steps: readonly ((coachId: string) => Promise<boolean>)[]
  wake: Wake
}

/** Safe to run at any time and by several workers: what a crash cuts off is done again. */
export function createTendReviews({ steps, wake }: Deps) {
  return async function tendReviews({ coachId }: { coachId: string }): Promise<void> {
    // At the end of the line: another coach's comes between.
    for (const step of steps) if (await step(coachId)) return wake([{ kind: 'review', coachId }])
  }
}
