CREATE TABLE "spoken_messages" (
	"coach_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "spoken_messages_coach_id_message_id_pk" PRIMARY KEY("coach_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "spoken_messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "spoken_messages" ADD CONSTRAINT "spoken_messages_coach_id_conversation_id_conversations_coach_id_id_fk" FOREIGN KEY ("coach_id","conversation_id") REFERENCES "public"."conversations"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spoken_messages" ADD CONSTRAINT "spoken_messages_coach_id_message_id_messages_coach_id_id_fk" FOREIGN KEY ("coach_id","message_id") REFERENCES "public"."messages"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "spoken_messages_due" ON "spoken_messages" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "spoken_messages_conversation" ON "spoken_messages" USING btree ("coach_id","conversation_id");--> statement-breakpoint
CREATE POLICY "coach_rows" ON "spoken_messages" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "spoken_messages" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);