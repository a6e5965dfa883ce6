/** What a tap below something remembered does, and what its message turns into: for the client, and for the coach. */
import type { InsightKind } from '../../coaching/memory/insight.ts'
import type { ItemChange, MemoryItem, MemoryItems } from '../../coaching/memory/items.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import {
  itemsPerPage,
  type MemoryReader,
  type MemoryScreen,
  renderEarlier,
  renderItem,
  renderItems,
  renderKinds,
} from '../rendering/memory.ts'
import type { ReplyButton } from '../replies.ts'
import { type ItemAction, type ListAction, readMemoryPage } from './actions.ts'

/** Who looks: the client, or someone of the team by their id. */
export type MemoryViewer = { coachId: string; language: string; by: string }
export type MemoryScreens = ReturnType<typeof createMemoryScreens>

export function createMemoryScreens({ items, texts }: { items: MemoryItems; texts: Texts }) {
  return { kinds, page, item, afterList, afterItem, read }

  async function kinds(viewer: MemoryViewer, conversationId: string): Promise<MemoryScreen> {
    const { owner, reader } = await read(viewer, conversationId)
    return renderKinds(owner, conversationId, await items.count(viewer.coachId, owner.clientId), reader, texts)
  }

  async function page(
    viewer: MemoryViewer,
    at: { conversationId: string; kind: InsightKind; page: number },
  ): Promise<MemoryScreen> {
    const { owner, reader } = await read(viewer, at.conversationId)
    const which = { skip: at.page * itemsPerPage, limit: itemsPerPage + 1 }
    return renderItems(await items.list(viewer.coachId, owner.clientId, at.kind, which), at, reader, texts)
  }

  async function item(viewer: MemoryViewer, shown: MemoryItem): Promise<MemoryScreen> {
    const { reader } = await read(viewer, shown.conversationId)
    return renderItem(shown, reader, texts)
  }

  async function afterList(
    viewer: MemoryViewer,
    action: ListAction,
    subject: string,
  ): Promise<MemoryScreen | undefined> {
    if (action === 'memory_page') {
      const at = readMemoryPage(subject)
      return at && page(viewer, at)
    }
    if (action !== 'memory_kinds') {
      const { clientId } = await items.getOwner(viewer.coachId, subject)
      await items.setReceipts(viewer.coachId, clientId, action === 'receipts_on')
    }
    return kinds(viewer, subject)
  }

  /** @returns a key when there is nothing to show any more */
  async function afterItem(viewer: MemoryViewer, action: ItemAction, id: string): Promise<MemoryScreen | TextKey> {
    const change = changes[action]
    const found = change
      ? await items.change(viewer.coachId, id, change, viewer.by)
      : await items.find(viewer.coachId, id)
    if (!found) return action === 'memory_keep' ? 'memory-no-undo' : 'memory-gone'
    if (!change && found.standing !== 'current' && found.standing !== 'wrong') return 'memory-gone'
    const say = (key: TextKey, params = {}) => texts.render(viewer.language, key, params)
    const button = (key: TextKey, next: ReplyButton['action']): ReplyButton => ({ key, action: next, subject: id })
    const { text } = found
    const isClient = viewer.by === 'client'
    switch (action) {
      case 'memory_correct':
        return {
          text: say('memory-correct-ask', { text }),
          buttons: [[button('memory-leave-button', 'memory_restore')]],
        }
      case 'memory_wrong':
        return {
          text: say(isClient ? 'memory-dropped' : 'memory-dropped-coach', { text }),
          buttons: [[button('memory-restore-button', 'memory_restore')]],
        }
      case 'memory_forget':
        return {
          text: await askToForget(viewer, found),
          buttons: [
            [button('memory-forget-sure-button', 'memory_forget_sure'), button('memory-leave-button', 'memory_show')],
          ],
        }
      case 'memory_forget_sure':
        return { text: say('memory-forgotten'), buttons: [[button('memory-undo-button', 'memory_keep')]] }
      case 'memory_earlier': {
        const { reader } = await read(viewer, found.conversationId)
        return renderEarlier(found, await items.listEarlier(viewer.coachId, id), reader, texts)
      }
      default:
        return item(viewer, found)
    }
  }

  /** What goes, what goes with it, and what stays where it is. */
  async function askToForget({ coachId, language }: MemoryViewer, { id, conversationId, text }: MemoryItem) {
    const [{ coachName: coach }, tied] = await Promise.all([
      items.getOwner(coachId, conversationId),
      items.listTiedTo(coachId, id),
    ])
    const say = (key: TextKey, params = {}) => texts.render(language, key, params)
    return [
      say('memory-forget-ask', { text }),
      ...(tied.length > 0
        ? [say('memory-forget-tied'), ...tied.map((one) => say('memory-quoted', { text: one.text }))]
        : []),
      say('memory-forget-stays', { coach }),
    ].join('\n\n')
  }

  async function read({ coachId, language, by }: MemoryViewer, conversationId: string) {
    const owner = await items.getOwner(coachId, conversationId)
    const reader: MemoryReader = { language, timezone: owner.timezone, isClient: by === 'client' }
    return { owner, reader }
  }
}

const changes: Partial<Record<ItemAction, ItemChange>> = {
  memory_right: { kind: 'right' },
  memory_wrong: { kind: 'wrong' },
  memory_restore: { kind: 'restore' },
  memory_forget_sure: { kind: 'forget' },
  memory_keep: { kind: 'keep' },
  memory_revert: { kind: 'revert' },
  goal_active: { kind: 'set_status', status: 'active' },
  goal_achieved: { kind: 'set_status', status: 'achieved' },
  goal_abandoned: { kind: 'set_status', status: 'abandoned' },
}
