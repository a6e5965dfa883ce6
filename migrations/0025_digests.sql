ALTER TABLE "coaches" ADD COLUMN "digest_due_at" timestamp with time zone DEFAULT '1970-01-01T00:00:00.000Z';--> statement-breakpoint
ALTER TABLE "coaches" ADD COLUMN "digest_lease_id" uuid;--> statement-breakpoint
ALTER TABLE "coaches" ADD COLUMN "digest_last_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "coaches_digest_due" ON "coaches" USING btree ("digest_due_at") WHERE digest_due_at is not null;