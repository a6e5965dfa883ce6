import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AiUnavailable } from '../../src/coaching/errors.ts'
import type { SpeechPart, Transcribe } from '../../src/coaching/knowledge/ports.ts'
import { makeFilm, makeVoice } from '../fixtures/recording.ts'
import { hasFfmpeg } from '../support/ffmpeg.ts'
import { openExtract, outline, problemOf } from './open-extract.ts'

const usage = { model: 'm', tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: null, latencyMs: 0 }

/** Hears one sentence in the first second of each part, and remembers the parts. */
function transcriber(said = (part: SpeechPart) => `Sentence ${part.index + 1}.`) {
  const parts: SpeechPart[] = []
  const transcribe: Transcribe = async (part) => {
    parts.push(part)
    return { segments: [{ fromMs: 200, toMs: 1_000, text: said(part) }], usage }
  }
  return { parts, transcribe }
}

describe.skipIf(!(await hasFfmpeg()))('a recording', () => {
  test('is cut at silences into parts in order, and their times are those of the whole', async () => {
    await using files = await openExtract({ limits: { partMs: 7_000 } })
    const path = join(files.folder, 'note.ogg')
    // Tones from 0, 3, 6, 9 and 12 s on; silent from 2, 5, 8, 11 and 14 s on, for a second each.
    await makeVoice(path, { tones: 5, toneS: 2, silenceS: 1 })
    const { parts, transcribe } = transcriber()
    const shares: number[] = []
    const { durationMs, blocks } = await files.readAt(path, 'note.ogg', {
      transcribe,
      onProgress: (share) => shares.push(share),
    })

    expect(durationMs).toBeGreaterThan(14_900)
    expect(durationMs).toBeLessThan(15_100)
    expect(parts.map(({ index, name }) => [index, name])).toEqual([
      [0, 'part-000.ogg'],
      [1, 'part-001.ogg'],
      [2, 'part-002.ogg'],
    ])
    const cuts = parts.slice(1).map(({ fromMs }) => fromMs / 1000)
    expect(cuts[0]).toBeCloseTo(5.5, 0) // the middle of the last silence that leaves no part longer than 7 s
    expect(cuts[1]).toBeCloseTo(11.5, 0)
    expect(parts.map(({ toMs }) => toMs)).toEqual([...parts.slice(1).map(({ fromMs }) => fromMs), durationMs])
    expect(outline(blocks)).toEqual(
      parts.map(({ fromMs }, at) => `@${fromMs + 200}-${fromMs + 1_000} Sentence ${at + 1}.`),
    )
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    expect(await files.leftovers()).toEqual([])
  })

  test('that is a film is heard, whatever it is called', async () => {
    await using files = await openExtract()
    const path = join(files.folder, 'film.mp4')
    await makeFilm(path)
    const { parts, transcribe } = transcriber(() => 'Welcome to week one.')
    const { blocks } = await files.readAt(path, 'film.pdf', { transcribe })
    expect(outline(blocks)).toEqual(['@200-1000 Welcome to week one.'])
    expect(parts).toMatchObject([{ index: 0, name: 'speech.ogg', fromMs: 0 }])
  })

  test('needs a key, sound, and somebody who speaks', async () => {
    await using files = await openExtract()
    const { transcribe } = transcriber()
    const silent = join(files.folder, 'mute.mp4')
    await makeFilm(silent, { hasSound: false })
    expect(await problemOf(files.readAt(silent, 'mute.mp4'))).toBe('no_key')
    expect(await problemOf(files.readAt(silent, 'mute.mp4', { transcribe }))).toBe('empty')

    const music = join(files.folder, 'music.ogg')
    await makeVoice(music)
    const hearsNothing: Transcribe = async () => ({ segments: [], usage })
    expect(await problemOf(files.readAt(music, 'music.ogg', { transcribe: hearsNothing }))).toBe('empty')
    const keyless: Transcribe = () => Promise.reject(new AiUnavailable('no_key'))
    expect(await problemOf(files.readAt(music, 'music.ogg', { transcribe: keyless }))).toBe('no_key')
    expect(await files.leftovers()).toEqual([])
  })

  test('that cannot be transcribed now fails as the service does, and asks no further', async () => {
    await using files = await openExtract({ limits: { partMs: 2_000 } })
    const path = join(files.folder, 'note.ogg')
    await makeVoice(path, { tones: 8, toneS: 1, silenceS: 1 })
    let asked = 0
    const failing: Transcribe = async (_part, { signal }) => {
      if (asked++ > 0) await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
      throw new AiUnavailable('rate_limited')
    }
    await expect(files.readAt(path, 'note.ogg', { transcribe: failing })).rejects.toMatchObject({ why: 'rate_limited' })
    expect(asked).toBe(2)
    expect(await files.leftovers()).toEqual([])
  })

  test('is given up when nobody wants it any more', async () => {
    await using files = await openExtract()
    const path = join(files.folder, 'note.ogg')
    await makeVoice(path)
    const controller = new AbortController()
    const reason = new Error('The document was removed')
    const stopping: Transcribe = async () => {
      controller.abort(reason)
      throw new AiUnavailable('timeout')
    }
    const reading = files.readAt(path, 'note.ogg', { transcribe: stopping, signal: controller.signal })
    await expect(reading).rejects.toBe(reason)
    expect(await files.leftovers()).toEqual([])
  })

  test('that is broken is damaged, and one that names other files opens none', async () => {
    await using files = await openExtract()
    const { transcribe } = transcriber()
    const path = join(files.folder, 'film.mp4')
    await makeFilm(path)
    const whole = await (await import('node:fs/promises')).readFile(path)
    expect(await files.problemOf('cut.mp4', whole.subarray(0, whole.length / 2), { transcribe })).toBe('damaged')
    const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${path}\n#EXT-X-ENDLIST\n`
    const { blocks } = await files.read('list.mp4', playlist, { transcribe })
    expect(outline(blocks).join(' ')).toContain('#EXTM3U') // words, and nothing is opened for them
  })

  test('takes too long, and says so', async () => {
    await using files = await openExtract({ limits: { timeMs: 1 } })
    const path = join(files.folder, 'note.ogg')
    await makeVoice(path)
    const { transcribe } = transcriber()
    expect(await problemOf(files.readAt(path, 'note.ogg', { transcribe }))).toBe('too_slow')
  })
})

test('without ffmpeg a recording is refused by name', async () => {
  await using files = await openExtract({ searchPath: '/nowhere' })
  const { transcribe } = transcriber()
  const wav = Buffer.alloc(2044)
  wav.write('RIFF\u00ec\u0007\u0000\u0000WAVEfmt \u0010\u0000\u0000\u0000\u0001\u0000\u0001\u0000', 'latin1')
  expect(await files.problemOf('note.wav', wav, { transcribe })).toBe('no_ffmpeg')
})
