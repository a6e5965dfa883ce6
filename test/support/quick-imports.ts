/**
 * For `--import`, in processes that tests start by the dozen. Node reads Drizzle's package.json, 180 kB of exports, anew for each
 * of its files, only to know that they are modules; that is a fifth of a start, and said here instead.
 */
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    const isOfDrizzle = /^\.\.?\/.*\.js$/.test(specifier) && context.parentURL?.includes('/node_modules/drizzle-orm/')
    if (!isOfDrizzle || !context.conditions.includes('import')) return next(specifier, context)
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
  },
})
