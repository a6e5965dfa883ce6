/**
 * fast-check, for every test of a property. What it draws is the same in every run, so that a change is judged by what it
 * changed; `TEST_SEED=random npm test -- PATHS` looks further, and a seed it prints is looked at again by its number.
 */
import fc from 'fast-check'

const { TEST_SEED = '1' } = process.env
if (TEST_SEED !== 'random') {
  const seed = Number(TEST_SEED)
  if (!Number.isSafeInteger(seed)) throw new Error(`TEST_SEED is "${TEST_SEED}": give a whole number, or "random".`)
  fc.configureGlobal({ seed })
}

export default fc
