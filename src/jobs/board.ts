/** Keeps what a coach's group shows true: the board, then the cards and icons, one change at a time for each coach. */
import type { BoardOutcome, Boards, BoardWork } from '../coaching/ports/boards.ts'
import type { Wake } from '../coaching/ports.ts'

export type Show = (work: BoardWork) => Promise<BoardOutcome>

export function createTendBoard({ boards, show, wake }: { boards: Boards; show: Show; wake: Wake }) {
  return async function tendBoard({ coachId }: { coachId: string }): Promise<void> {
    for (;;) {
      const { work, wakeUps } = await boards.claim(coachId)
      await wake(wakeUps)
      if (!work) return
      await boards.record(work, await show(work))
    }
  }
}
