CREATE TABLE "message_reactions" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"by_whom" text NOT NULL,
	"emoji" text NOT NULL,
	"reacted_at" timestamp with time zone NOT NULL,
	"taken_back_at" timestamp with time zone,
	CONSTRAINT "message_reactions_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "message_reactions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_versions" (
	"coach_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"content" text NOT NULL,
	"replaced_at" timestamp with time zone NOT NULL,
	CONSTRAINT "message_versions_coach_id_id_pk" PRIMARY KEY("coach_id","id")
);
--> statement-breakpoint
ALTER TABLE "message_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "topics_made" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "coaches" ADD COLUMN "group_pace" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "carrier_id" uuid;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "is_paced" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "file" jsonb;--> statement-breakpoint
ALTER TABLE "sent_messages" ADD COLUMN "message_id" uuid;--> statement-breakpoint
ALTER TABLE "message_reactions" ADD CONSTRAINT "message_reactions_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_versions" ADD CONSTRAINT "message_versions_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "message_reactions_standing" ON "message_reactions" USING btree ("coach_id","message_id","by_whom","emoji") WHERE taken_back_at is null;--> statement-breakpoint
CREATE INDEX "message_versions_message" ON "message_versions" USING btree ("coach_id","message_id");--> statement-breakpoint
CREATE INDEX "deliveries_carrier" ON "deliveries" USING btree ("coach_id","carrier_id") WHERE carrier_id is not null;--> statement-breakpoint
CREATE INDEX "messages_place" ON "messages" USING btree ("chat_id","telegram_message_id");--> statement-breakpoint
CREATE INDEX "sent_messages_place" ON "sent_messages" USING btree ("chat_id","telegram_message_id");--> statement-breakpoint
CREATE POLICY "coach_rows" ON "message_reactions" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "message_reactions" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "message_versions" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "message_versions" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);