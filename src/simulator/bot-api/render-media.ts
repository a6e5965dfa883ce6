import type { Attachment, Media, Poll } from '../world/state.ts'

/** Files and attachments in the Bot API's words. */

const thumbnailSide = 90

/** The field of the message by its name, and those that stand beside it. */
export function renderMedia(media: Media): Record<string, unknown> {
  const { kind, hasSpoiler, captionAbove } = media
  const above = {
    ...(hasSpoiler && { has_media_spoiler: true }),
    ...(captionAbove && { show_caption_above_media: true }),
  }
  if (kind === 'photo') return { photo: renderPhoto(media), ...above }
  const object = renderFile(media)
  // What reads documents only still finds an animation, as with Telegram.
  return { [kind]: object, ...(kind === 'animation' && { document: renderDocument(media) }), ...above }
}

/** A small one comes first, the one that was sent last. */
function renderPhoto({ file, thumbnail, width, height }: Media) {
  const sides = { width: thumbnailSide, height: thumbnailSide }
  return [
    ...(thumbnail ? [{ ...renderIds(thumbnail), ...sides, file_size: thumbnail.bytes.length }] : []),
    { ...renderIds(file), width, height, file_size: file.bytes.length },
  ]
}

function renderIds({ id, uniqueId }: Media['file']) {
  return { file_id: id, file_unique_id: uniqueId }
}

function renderDocument({ file }: Media) {
  return {
    ...(file.name !== undefined && { file_name: file.name }),
    mime_type: file.mime,
    ...renderIds(file),
    file_size: file.bytes.length,
  }
}

function renderFile(media: Media) {
  const { kind, file, width, height, durationS: duration } = media
  const base = { ...renderIds(file), file_size: file.bytes.length }
  switch (kind) {
    case 'voice':
      return { ...base, duration, mime_type: file.mime }
    case 'video_note':
      return { ...base, duration, length: width }
    case 'audio':
      return {
        ...renderDocument(media),
        duration,
        ...(media.title && { title: media.title }),
        ...(media.performer && { performer: media.performer }),
      }
    case 'sticker':
      return {
        ...base,
        type: 'regular',
        width,
        height,
        is_animated: false,
        is_video: false,
        ...(media.emoji && { emoji: media.emoji }),
      }
    case 'document':
      return renderDocument(media)
    default:
      return { ...renderDocument(media), width, height, duration }
  }
}

export function renderAttachment(attachment: Attachment): Record<string, unknown> {
  if (attachment.kind === 'poll') return { poll: renderPoll(attachment.poll) }
  const { kind, payload } = attachment
  // A venue is a location as well, for those who know locations only.
  return { [kind]: payload, ...(kind === 'venue' && { location: payload['location'] }) }
}

export function renderPoll(poll: Poll) {
  const voters = new Set(poll.options.flatMap(({ voterIds }) => [...voterIds]))
  return {
    id: poll.id,
    question: poll.question,
    options: poll.options.map(({ id, text, voterIds }) => ({
      persistent_id: id,
      text,
      voter_count: voterIds.size,
    })),
    total_voter_count: voters.size,
    is_closed: poll.isClosed,
    is_anonymous: poll.isAnonymous,
    type: poll.type,
    allows_multiple_answers: poll.allowsMultiple,
    allows_revoting: poll.type === 'regular',
    members_only: false,
    ...(poll.correctIndexes && { correct_option_ids: poll.correctIndexes }),
    ...(poll.explanation && { explanation: poll.explanation }),
  }
}
