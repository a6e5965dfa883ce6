import { setImmediate as breathe } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { receiveFile } from '../../src/http/multipart.ts'

test('a file that nobody wants and that breaks off is an answer, and ends no process', async () => {
  const start = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nfirst words'
  const body = new ReadableStream({
    start: (form) => form.enqueue(new TextEncoder().encode(start)),
  })
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const request = new Request('http://localhost/', { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  const taking = receiveFile(request, async () => {
    await breathe()
    throw new Error('no room')
  })
  await expect(taking).rejects.toThrow('no room')
  await breathe() // an error that nobody listens to would end the process by now
})
