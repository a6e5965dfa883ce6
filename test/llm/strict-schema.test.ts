import { expect, test } from 'vitest'
import { z } from 'zod'
import { toStrictSchema } from '../../src/llm/strict-schema.ts'

test('closes every object, asks for every property, and puts limits into words', () => {
  const schema = z.object({
    sentiment: z.number().min(-1).max(1).describe('How it sounds.'),
    tone: z.enum(['warm', 'plain']).default('plain'),
    facts: z.array(z.object({ text: z.string().min(1), until: z.string().nullable() })),
  })
  expect(toStrictSchema(schema)).toEqual({
    type: 'object',
    additionalProperties: false,
    required: ['sentiment', 'tone', 'facts'],
    properties: {
      sentiment: { type: 'number', description: 'How it sounds. (minimum: -1, maximum: 1)' },
      tone: { type: 'string', enum: ['warm', 'plain'] },
      facts: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['text', 'until'],
          properties: {
            text: { type: 'string', description: '(minLength: 1)' },
            until: { type: ['string', 'null'] },
          },
        },
      },
    },
  })
})

test('a property named like a keyword is a property', () => {
  const schema = z.object({ minimum: z.string(), title: z.string(), properties: z.object({ id: z.string() }) })
  expect(toStrictSchema(schema)).toMatchObject({ required: ['minimum', 'title', 'properties'] })
  expect(toStrictSchema(schema)).toMatchObject({ properties: { properties: { required: ['id'] } } })
})

test('unions and shared parts keep to the words of strict mode', () => {
  const point = z.object({ x: z.number() }).meta({ id: 'point' })
  const schema = z.object({
    a: point,
    b: point.describe('Where it ends.'),
    kind: z.discriminatedUnion('type', [
      z.object({ type: z.literal('add'), text: z.string() }),
      z.object({ type: z.literal('noop') }),
    ]),
  })
  const strict = JSON.stringify(toStrictSchema(schema))
  expect(strict).not.toMatch(/oneOf|definitions|allOf|\$schema/)
  expect(strict).toContain('"a":{"$ref":"#/$defs/point"},"b":{"$ref":"#/$defs/point"}')
  expect(strict.match(/"additionalProperties":false/g)).toHaveLength(4)
})

test.each([
  ['a record', z.object({ a: z.record(z.string(), z.number()) })],
  ['a tuple', z.object({ a: z.tuple([z.string(), z.number()]) })],
])('%s is refused, since strict mode would make another thing of it', (_what, schema) => {
  expect(() => toStrictSchema(schema)).toThrow(TypeError)
})

test('an optional property is a mistake of ours, said by name', () => {
  expect(() => toStrictSchema(z.object({ note: z.string().optional() }))).toThrow(/"note" is optional/)
})
