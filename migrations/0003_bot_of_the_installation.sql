CREATE TABLE "installation" (
	"id" smallint PRIMARY KEY NOT NULL,
	"bot_id" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "installation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "system_rows" ON "installation" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);