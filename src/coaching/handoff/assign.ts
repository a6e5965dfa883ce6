/** `/assign`: whose a client is when the human is called. It is the coach's care as ever; only the alert names someone. */
import { noticeToTopic } from '../alerts.ts'
import type { ConversationSnapshot, Member, Ruling } from '../conversation.ts'
import type { Button } from '../deliveries.ts'

/** @param to undefined: nobody in particular */
export function assign(s: ConversationSnapshot, to: Member | undefined): Ruling<undefined> {
  const client = s.client.displayName
  const confirmed = to
    ? noticeToTopic(
        'assigned',
        { client, member: to.displayName },
        s.state === 'waiting' ? { loud: true, mention: to } : {},
      )
    : noticeToTopic('unassigned', { client, coach: s.coach.displayName })
  return { effects: [{ kind: 'assign', to: to?.id ?? null }, confirmed], result: undefined }
}

/** The team as buttons. */
export function askWhose(s: ConversationSnapshot): Ruling<undefined> {
  const team = s.team.map(({ id, displayName }): Button[] => [
    { key: 'assign-member-button', params: { member: displayName }, action: 'assign', subject: id },
  ])
  const nobody: Button[] = [{ key: 'assign-nobody-button', action: 'unassign', subject: s.id }]
  const client = s.client.displayName
  const asked = s.assignee
    ? noticeToTopic('assign-ask-again', { client, member: s.assignee.displayName }, { buttons: [...team, nobody] })
    : noticeToTopic('assign-ask', { client }, { buttons: team })
  return { effects: [asked], result: undefined }
}
