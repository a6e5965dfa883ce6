/** The control API of docs/simulator.md, spoken by `fetch` alone: what a script in any language would do. */

export type ControlMessage = {
  id: number
  topicId?: number
  from: { name: string; isBot: boolean }
  text: string
  silent: boolean
  buttons?: { text: string }[][]
  forceReply?: boolean
}
export type ControlChat = { id: number; type: string; title: string; topics: { id: number; name: string }[] }
export type ControlPerson = { id: number; firstName: string }
type Place = { chat?: number | string; topic?: number }

export function createControl(url: string) {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/control${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} ${path} ${JSON.stringify(body)}: ${JSON.stringify(answer)}`)
    return answer as T
  }

  return {
    get: <T>(path: string) => call<T>('GET', path),
    post: <T>(path: string, body: unknown) => call<T>('POST', path, body),
    put: (path: string, body: unknown) => call('PUT', path, body),
    patch: (path: string, body: unknown) => call('PATCH', path, body),
    state: () => call<{ bots: { username: string }[]; people: ControlPerson[]; chats: ControlChat[] }>('GET', '/state'),

    /** One person's thumbs and eyes. */
    person: ({ id }: { id: number }) => ({
      id,
      send: async (text: string, place: Place = {}) =>
        (await call<{ message: ControlMessage }>('POST', `/people/${id}/send`, { ...place, text })).message,
      tap: (button: string, place: Place = {}) =>
        call<{ answer?: { text: string } }>('POST', `/people/${id}/tap`, { ...place, button }),
      open: (link: string) => call('POST', `/people/${id}/open`, { link }),
      wait: async (text: string, { since, ...place }: Place & { since?: number | undefined } = {}) =>
        (
          await call<{ message: ControlMessage }>('POST', `/people/${id}/wait`, {
            ...place,
            text,
            ...(since !== undefined && { since }),
            timeoutMs: 60_000,
          })
        ).message,
      messages: async ({ chat, topic }: Place = {}) => {
        const query = new URLSearchParams()
        if (chat !== undefined) query.set('chat', String(chat))
        if (topic !== undefined) query.set('topic', String(topic))
        return (await call<{ messages: ControlMessage[] }>('GET', `/people/${id}/messages?${query}`)).messages
      },
    }),
  }
}
