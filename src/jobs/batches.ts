/** Keeps what a coach reads of their files true, one message at a time. */
import type { Batches, BatchShown, BatchWork } from '../coaching/knowledge/batches.ts'
import type { Wake } from '../coaching/ports.ts'

type Deps = {
  batches: Pick<Batches, 'claim' | 'record'>
  show: (work: BatchWork) => Promise<BatchShown>
  wake: Wake
}

export function createTendBatches({ batches, show, wake }: Deps) {
  return async function tendBatches({ coachId }: { coachId: string }): Promise<void> {
    for (;;) {
      const { work, wakeUps } = await batches.claim(coachId)
      await wake(wakeUps)
      if (!work) return
      await batches.record(work, await show(work))
    }
  }
}
