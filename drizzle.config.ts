import { defineConfig } from 'drizzle-kit'

/** For `npm run migration:new`; migrations are run from code (src/db/migrate.ts). */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/db/schema/*.ts',
  out: './migrations',
  entities: { roles: false },
})
