CREATE TABLE "knowledge_indexes" (
	"coach_id" uuid PRIMARY KEY NOT NULL,
	"model" text,
	"server" text,
	"next_model" text,
	"next_server" text,
	"settings" text,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "knowledge_indexes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "chunk_embeddings" DROP CONSTRAINT "chunk_embeddings_coach_id_model_chunk_id_pk";--> statement-breakpoint
ALTER TABLE "chunk_embeddings" ADD CONSTRAINT "chunk_embeddings_coach_id_chunk_id_model_pk" PRIMARY KEY("coach_id","chunk_id","model");--> statement-breakpoint
ALTER TABLE "knowledge_indexes" ADD CONSTRAINT "knowledge_indexes_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_indexes_due" ON "knowledge_indexes" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "knowledge_indexes" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "knowledge_indexes" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);