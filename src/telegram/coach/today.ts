/** /today: who needs the coach, as a direct answer. It works without a group, too. */
import type { Boards } from '../../coaching/ports/boards.ts'
import type { Texts } from '../../locales/texts.ts'
import type { BotApi, Place, SendOptions } from '../bot-api.ts'
import { renderBoard } from '../rendering/board.ts'

type Deps = { boards: Pick<Boards, 'view'>; botApi: BotApi; texts: Texts }
export type SendToday = ReturnType<typeof createSendToday>

export function createSendToday({ boards, botApi, texts }: Deps) {
  return async function sendToday(coachId: string, place: Place, options: SendOptions = {}): Promise<void> {
    await botApi.sendText(place, renderBoard(await boards.view(coachId), texts), { silent: true, ...options })
  }
}
