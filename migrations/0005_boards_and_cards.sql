CREATE TABLE "boards" (
	"coach_id" uuid PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"cards_not_before" timestamp with time zone NOT NULL,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"chat_id" bigint,
	"telegram_message_id" bigint,
	"shown" text
);
--> statement-breakpoint
ALTER TABLE "boards" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cards" (
	"coach_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"due_at" timestamp with time zone,
	"chat_id" bigint,
	"topic_id" bigint,
	"telegram_message_id" bigint,
	"shown" text,
	"icon" text,
	CONSTRAINT "cards_coach_id_conversation_id_pk" PRIMARY KEY("coach_id","conversation_id")
);
--> statement-breakpoint
ALTER TABLE "cards" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "username" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "silent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_coach_id_coaches_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."coaches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cards_due" ON "cards" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "boards" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "boards" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "cards" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "cards" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);