/** What the processes of a run are at, asked from outside: one that is in a loop cannot say so itself. */
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

const inspectorUrl = 'http://127.0.0.1:9229' // where Node listens after SIGUSR1
const answersWithinMs = 3_000
const callsShown = 20
const parsedSchema = z.object({
  method: z.literal('Debugger.scriptParsed'),
  params: z.object({ scriptId: z.string(), url: z.string() }),
})
const frameSchema = z.object({
  functionName: z.string(),
  location: z.object({ scriptId: z.string(), lineNumber: z.number() }),
})
const pausedSchema = z.object({
  method: z.literal('Debugger.paused'),
  params: z.object({ callFrames: z.array(frameSchema) }),
})

/**
 * One line for each Node process that `parent` has started and that runs code at this moment, with the calls it is in; none
 * for those that wait. They are ended, since only one process at a time can be asked. Needs Linux; elsewhere there are none.
 */
export async function whereStuck(parent: number): Promise<string[]> {
  const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '')
  const found: string[] = []
  for (const pid of children.split(' ').filter(Boolean).map(Number)) {
    const calls = await callsOf(pid).catch(() => [])
    if (calls.length > 0) found.push(`process ${pid} is in ${calls.join(' < ')}`)
    end(pid)
    await wait(500) // until its port is free
  }
  return found
}

function end(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has ended by itself
  }
}

async function callsOf(pid: number): Promise<string[]> {
  process.kill(pid, 'SIGUSR1')
  await wait(500)
  const response = await fetch(`${inspectorUrl}/json/list`, { signal: AbortSignal.timeout(answersWithinMs) })
  const [target] = z.array(z.object({ webSocketDebuggerUrl: z.string() })).parse(await response.json())
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '')
  return new Promise((resolve) => {
    setTimeout(() => resolve([]), answersWithinMs)
    socket.onerror = () => resolve([])
    socket.onopen = () => {
      socket.send(JSON.stringify({ id: 1, method: 'Debugger.enable' }))
      socket.send(JSON.stringify({ id: 2, method: 'Debugger.pause' }))
    }
    const urls = new Map<string, string>()
    socket.onmessage = ({ data }) => {
      const message: unknown = JSON.parse(String(data))
      const parsed = parsedSchema.safeParse(message)
      if (parsed.success) urls.set(parsed.data.params.scriptId, parsed.data.params.url)
      const paused = pausedSchema.safeParse(message)
      if (!paused.success) return
      const placeOf = ({ scriptId, lineNumber }: z.infer<typeof frameSchema>['location']) =>
        `${urls.get(scriptId)?.split('/').slice(-3).join('/') ?? 'unknown'}:${lineNumber + 1}`
      const frames = paused.data.params.callFrames.slice(0, callsShown)
      resolve(frames.map(({ functionName, location }) => `${functionName || 'a function'} (${placeOf(location)})`))
    }
  })
}
