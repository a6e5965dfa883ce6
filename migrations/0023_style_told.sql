ALTER TABLE "coach_style_profiles" ADD COLUMN "told" jsonb NOT NULL DEFAULT '{}';--> statement-breakpoint
-- As a change of the column, since row-level security hides rows from a migration.
ALTER TABLE "coach_style_profiles" ALTER COLUMN "told" DROP DEFAULT, ALTER COLUMN "told" SET DATA TYPE jsonb USING "state";
