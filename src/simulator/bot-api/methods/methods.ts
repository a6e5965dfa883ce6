import type { Method } from '../call.ts'
import { attachmentMethods } from './attachments.ts'
import { chatMethods } from './chats.ts'
import { commandMethods } from './commands.ts'
import { copyingMethods } from './copying.ts'
import { draftMethods } from './drafts.ts'
import { editingMethods } from './editing.ts'
import { mediaMethods } from './media.ts'
import { memberMethods } from './members.ts'
import { messageMethods } from './messages.ts'
import { pinMethods } from './pins.ts'
import { topicMethods } from './topics.ts'
import { updateMethods } from './updates.ts'

/** Every method that is simulated. */
export const methods: Record<string, Method> = {
  ...attachmentMethods,
  ...chatMethods,
  ...commandMethods,
  ...copyingMethods,
  ...draftMethods,
  ...editingMethods,
  ...mediaMethods,
  ...memberMethods,
  ...messageMethods,
  ...pinMethods,
  ...topicMethods,
  ...updateMethods,
}
