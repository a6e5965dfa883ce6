/** The boards port: what is due to be shown in a coach's group, compared with what it shows. */
import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { nextChangeAt, topicIcon, type Watched, whoNeedsTheCoach } from '../coaching/board.ts'
import { NotFound } from '../coaching/errors.ts'
import type { BoardStyle, Boards, BoardView, BoardWork } from '../coaching/ports/boards.ts'
import type { Clock, Ids, WakeUp } from '../coaching/ports.ts'
import { digest, markCard, selectCardFacts, toCardFacts } from './cards.ts'
import type { CoachTx, Doors } from './doors.ts'
import { takeGroupPace } from './group-pace.ts'
import { findDeadKey } from './incident-rows.ts'
import { boards, cards } from './schema/board.ts'
import { coaches } from './schema/coaches.ts'
import { conversations, messages } from './schema/conversations.ts'
import { handoffs } from './schema/handoffs.ts'

/** Telegram takes 20 messages and edits a minute from a bot in a group: the board leaves some to those who talk. */
const boardPaceMs = 4_000
const cardPaceMs = 8_000
/** Longer than the calls to Telegram that one piece of work takes. */
const leaseMs = 30_000
const tryAgainMs = 60_000
/** Sooner than the sweep would find it. */
const wakeWithinMs = 60_000
const cardsAtOnce = 50

type Deps = { doors: Doors; clock: Clock; ids: Ids }
type BoardRow = typeof boards.$inferSelect

/** The board is compared with what is true, as soon as its pace allows. */
export async function markBoard(tx: CoachTx, now: Date): Promise<WakeUp> {
  const [row] = await tx
    .insert(boards)
    .values({ coachId: tx.coachId, dueAt: now, notBefore: now, cardsNotBefore: now })
    // Always a write: whoever reads the list waits for this transaction, or this one for them.
    .onConflictDoUpdate({ target: boards.coachId, set: { dueAt: now } })
    .returning({ notBefore: boards.notBefore })
  return { kind: 'board', coachId: tx.coachId, ...(row && row.notBefore > now && { dueAt: row.notBefore }) }
}

/** A conversation's card is compared too: at once, since it has a pace of its own. */
export async function markBoardAndCard(tx: CoachTx, conversationId: string, now: Date): Promise<WakeUp> {
  await markBoard(tx, now) // first: whoever locks both does it in this order
  await markCard(tx, conversationId, now)
  return { kind: 'board', coachId: tx.coachId }
}

export function createBoards({ doors, clock, ids }: Deps): Boards {
  return {
    view: (coachId) => doors.asCoach(coachId, async (tx) => (await readView(tx)).view),

    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const board = await lock(tx, now)
        const style = await readStyle(tx)
        const { groupChatId } = style
        if (groupChatId === undefined || (board.leasedUntil && board.leasedUntil > now))
          return { work: undefined, wakeUps: [] } // whoever holds it looks again when done
        const leaseId = ids.next()
        const common = { coachId, leaseId, groupChatId }
        const work = (await claimBoard(tx, board, common, now)) ?? (await claimCard(tx, board, style, common, now))
        if (!work) return { work, wakeUps: await listSoon(tx) }
        await tx
          .update(boards)
          .set({ leaseId, leasedUntil: new Date(now.getTime() + leaseMs) })
          .where(eq(boards.coachId, coachId))
        return { work, wakeUps: [] }
      })
    },

    async recordSent(work, chatId, messageId) {
      await doors.asCoach(work.coachId, (tx) =>
        tx.update(boards).set({ chatId, telegramMessageId: messageId, shown: null }).where(held(work)),
      )
    },

    record(work, outcome) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        const [board] = await tx.select().from(boards).where(held(work)).for('update')
        if (!board?.leasedUntil) return // someone else has it: what they see is newer
        const after = (ms: number) => new Date(now.getTime() + ms)
        const patch: Partial<BoardRow> = { leaseId: null, leasedUntil: null }
        const isMarked = (dueAt: Date | null) => dueAt?.getTime() !== board.leasedUntil?.getTime()
        if (outcome.kind === 'later' || (work.kind === 'board' && outcome.kind === 'refused')) {
          const until = after(outcome.kind === 'later' ? outcome.afterMs : tryAgainMs)
          patch.cardsNotBefore = until
          if (work.kind === 'board') Object.assign(patch, { notBefore: until, dueAt: now })
          else await setCard(tx, work.conversationId, { dueAt: until })
          await tx
            .update(cards)
            .set({ dueAt: until })
            .where(and(eq(cards.coachId, tx.coachId), lt(cards.dueAt, until)))
        } else if (work.kind === 'board') {
          if (outcome.kind === 'lost') Object.assign(patch, { telegramMessageId: null, dueAt: now })
          else {
            const { nextAt } = await readView(tx)
            Object.assign(patch, {
              shown: digestOf(work.view),
              notBefore: after(boardPaceMs),
              cardsNotBefore: after(cardPaceMs),
              ...(!isMarked(board.dueAt) && { dueAt: nextAt }),
            })
          }
        } else {
          const [card] = await tx.select().from(cards).where(ofCard(tx, work.conversationId))
          if (work.kind === 'icon')
            // What may not be changed is left alone until the next change; then the words are looked at.
            await setCard(tx, work.conversationId, { icon: work.icon, topicId: work.topicId, dueAt: now })
          else {
            patch.cardsNotBefore = after(cardPaceMs)
            await setCard(tx, work.conversationId, {
              shown: digest(work.facts),
              ...(outcome.kind === 'lost' && { telegramMessageId: null }),
              ...(!isMarked(card?.dueAt ?? null) && { dueAt: null }),
            })
          }
        }
        await tx.update(boards).set(patch).where(held(work))
      })
    },
  }

  async function lock(tx: CoachTx, now: Date): Promise<BoardRow> {
    const select = () => tx.select().from(boards).where(eq(boards.coachId, tx.coachId)).for('update')
    const [board] = await select()
    if (board) return board
    await markBoard(tx, now)
    const [made] = await select()
    if (!made) throw new NotFound(`board of coach ${tx.coachId}`)
    return made
  }

  type Common = Pick<BoardWork, 'coachId' | 'leaseId' | 'groupChatId'>

  async function claimBoard(tx: CoachTx, board: BoardRow, common: Common, now: Date): Promise<BoardWork | undefined> {
    const isElsewhere = board.chatId !== common.groupChatId
    if (board.notBefore > now || (board.dueAt > now && !isElsewhere)) return undefined
    const { view, nextAt } = await readView(tx)
    const { chatId, telegramMessageId } = board
    const message = chatId && telegramMessageId ? { chatId, messageId: telegramMessageId } : undefined
    const isShown = message !== undefined && !isElsewhere && board.shown === digestOf(view)
    // Due again when the lease ends, in case nobody comes back.
    const dueAt = isShown ? nextAt : new Date(now.getTime() + leaseMs)
    await tx.update(boards).set({ dueAt }).where(eq(boards.coachId, tx.coachId))
    if (isShown) return undefined
    // An edit counts as a message does: the board never waits for the group's pace, a card does, as mirrors do.
    await takeGroupPace(tx, now, { waits: false, reserves: false })
    return { ...common, kind: 'board', view, message }
  }

  async function claimCard(
    tx: CoachTx,
    board: BoardRow,
    style: BoardStyle,
    common: Common,
    now: Date,
  ): Promise<BoardWork | undefined> {
    const due = await tx
      .select()
      .from(cards)
      .where(and(eq(cards.coachId, tx.coachId), lte(cards.dueAt, now)))
      .orderBy(asc(cards.dueAt))
      .limit(cardsAtOnce)
    for (const card of due) {
      const { conversationId } = card
      const work = await compare(card)
      if (work instanceof Date) {
        await setCard(tx, conversationId, { dueAt: work })
        continue
      }
      await setCard(tx, conversationId, { dueAt: work ? new Date(now.getTime() + leaseMs) : null })
      if (work) return work
    }
    return undefined

    /** @returns when it may be looked at again, if it has to wait for its pace */
    async function compare(card: typeof cards.$inferSelect): Promise<BoardWork | Date | undefined> {
      const { conversationId } = card
      const [row] = await selectCardFacts(tx).where(
        and(eq(conversations.coachId, tx.coachId), eq(conversations.id, conversationId)),
      )
      const topicId = row?.client.topicId
      if (!row || !topicId || !style.groupIsForum) return undefined // a topic begins with the right card and icon
      const facts = toCardFacts(row)
      const icon = topicIcon(facts)
      const isOurs = card.topicId === topicId
      if (!isOurs || card.icon !== icon) return { ...common, kind: 'icon', conversationId, icon, topicId }
      if (!card.telegramMessageId || card.chatId !== common.groupChatId) return undefined
      if (card.shown === digest(facts)) return undefined
      if (board.cardsNotBefore > now) return board.cardsNotBefore
      const goAt = await takeGroupPace(tx, now, { waits: true, reserves: false })
      if (goAt && goAt > now) return goAt
      return { ...common, kind: 'card', conversationId, facts, style, messageId: card.telegramMessageId }
    }
  }

  async function readStyle(tx: CoachTx): Promise<BoardStyle> {
    const [coach] = await tx.select().from(coaches).where(eq(coaches.id, tx.coachId))
    if (!coach) throw new NotFound(`coach ${tx.coachId}`)
    const { language, timezone, groupChatId, groupIsForum } = coach
    return { language, timezone, groupChatId: groupChatId ?? undefined, groupIsForum }
  }

  async function readView(tx: CoachTx): Promise<{ view: BoardView; nextAt: Date }> {
    const now = clock.now()
    const style = await readStyle(tx)
    const watched = await readWatched(tx, now)
    const silences = await tx
      .select({ silentAt: conversations.silentAt })
      .from(conversations)
      .where(and(eq(conversations.coachId, tx.coachId), gt(conversations.silentAt, now)))
      .orderBy(asc(conversations.silentAt))
      .limit(1)
    const instants = [...silences, ...watched].flatMap(({ silentAt }) => silentAt ?? [])
    return {
      view: { ...style, now, needs: whoNeedsTheCoach(watched, now), deadKey: await findDeadKey(tx) },
      nextAt: nextChangeAt(instants, now, style.timezone),
    }
  }

  async function readWatched(tx: CoachTx, now: Date): Promise<Watched[]> {
    const leftAloneSince = await listLeftAlone(tx)
    const draftSince = await listDrafts(tx)
    const rows = await selectCardFacts(tx).where(
      and(
        eq(conversations.coachId, tx.coachId),
        sql`(${conversations.state} <> 'ai' or ${inArray(conversations.id, [...draftSince.keys()])} or ${conversations.silentAt} <= ${now.toISOString()}::timestamptz
          or exists (select from safety_episodes e where e.coach_id = ${conversations.coachId}
            and e.conversation_id = ${conversations.id} and e.closed_at is null)
          or ${inArray(conversations.id, [...leftAloneSince.keys()])})`,
      ),
    )
    const since = new Map((await listWaits(tx)).map((row) => [row.id, row]))
    return rows.map((row) => ({
      ...toCardFacts(row),
      topicId: row.client.topicId ?? undefined,
      leftAloneSince: leftAloneSince.get(row.conversation.id),
      draftSince: draftSince.get(row.conversation.id),
      silentAt: row.conversation.silentAt ?? undefined,
      unansweredSince: since.get(row.conversation.id)?.unansweredSince ?? undefined,
      lastWroteAt: since.get(row.conversation.id)?.lastWroteAt ?? undefined,
    }))

    /** To whom nobody came, and since when the AI goes on, for each whom nobody has looked in on. */
    async function listLeftAlone(tx: CoachTx): Promise<Map<string, Date>> {
      const left = await tx
        .select({ id: handoffs.conversationId, since: handoffs.closedAt })
        .from(handoffs)
        .where(and(eq(handoffs.coachId, tx.coachId), sql`${handoffs.isOverlooked}`))
        .orderBy(desc(handoffs.closedAt))
      return new Map(left.flatMap(({ id, since }) => (since ? [[id, since]] : [])))
    }

    /** Whose replies wait for somebody of the team, and since when. */
    async function listDrafts(tx: CoachTx): Promise<Map<string, Date>> {
      const held = await tx
        .select({ id: messages.conversationId, since: messages.sentAt })
        .from(messages)
        .where(
          and(
            eq(messages.coachId, tx.coachId),
            sql`visibility = 'held' and sender_type = 'ai' and metadata ? 'draft' and forgotten_at is null and remove_at is null`,
          ),
        )
      return new Map(held.map(({ id, since }) => [id, since]))
    }

    /** When a client wrote last, and since when nobody has answered it: of those whom a human leads or who are silent. */
    function listWaits(tx: CoachTx) {
      const ours = sql`m.coach_id = conversations.coach_id and m.conversation_id = conversations.id and m.visibility = 'shared'`
      return tx
        .select({
          id: conversations.id,
          lastWroteAt: sql<Date | null>`(select m.sent_at from messages m where ${ours} and m.sender_type = 'client'
            order by m.seq desc limit 1)`.mapWith(messages.sentAt),
          unansweredSince: sql<Date | null>`(select m.sent_at from messages m where ${ours} and m.sender_type = 'client'
            and m.seq > coalesce((select max(m.seq) from messages m where ${ours} and m.sender_type <> 'client'), 0)
            order by m.seq limit 1)`.mapWith(messages.sentAt),
        })
        .from(conversations)
        .where(
          and(
            eq(conversations.coachId, tx.coachId),
            or(eq(conversations.state, 'human'), lte(conversations.silentAt, now)),
          ),
        )
    }
  }

  /** What has to wait for its pace is looked at on time. */
  async function listSoon(tx: CoachTx): Promise<WakeUp[]> {
    const now = clock.now()
    const soon = new Date(now.getTime() + wakeWithinMs)
    const [board] = await tx
      .select({ at: sql`greatest(${boards.dueAt}, ${boards.notBefore})`.mapWith(boards.dueAt) })
      .from(boards)
      .where(eq(boards.coachId, tx.coachId))
    const [card] = await tx
      .select({ at: cards.dueAt })
      .from(cards)
      .where(and(eq(cards.coachId, tx.coachId), lte(cards.dueAt, soon)))
      .orderBy(asc(cards.dueAt))
      .limit(1)
    return [board?.at, card?.at].flatMap((at) =>
      at && at > now && at <= soon ? { kind: 'board' as const, coachId: tx.coachId, dueAt: at } : [],
    )
  }

  async function setCard(tx: CoachTx, conversationId: string, values: Partial<typeof cards.$inferInsert>) {
    await tx.update(cards).set(values).where(ofCard(tx, conversationId))
  }

  function ofCard(tx: CoachTx, conversationId: string) {
    return and(eq(cards.coachId, tx.coachId), eq(cards.conversationId, conversationId))
  }

  function held(work: BoardWork) {
    return and(eq(boards.coachId, work.coachId), eq(boards.leaseId, work.leaseId))
  }
}

/** A change of day is a change: what was "since 14:05" needs its date. */
function digestOf({ now, ...view }: BoardView): string {
  const day = new Intl.DateTimeFormat('en', { timeZone: view.timezone, dateStyle: 'short' }).format(now)
  return digest({ ...view, day })
}

/** Due and free to be taken: for the sweep, which sees every coach's. */
export function boardIsDue(now: Date) {
  return and(
    or(isNull(boards.leasedUntil), lte(boards.leasedUntil, now)),
    or(
      and(
        lte(boards.notBefore, now),
        or(lte(boards.dueAt, now), sql`${boards.chatId} is distinct from ${coaches.groupChatId}`),
      ),
      sql`exists (select from cards c where c.coach_id = ${boards.coachId} and c.due_at <= ${now.toISOString()}::timestamptz)`,
    ),
  )
}
