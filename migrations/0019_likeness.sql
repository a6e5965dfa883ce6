ALTER TABLE "recall_entries" ADD COLUMN "few_words" sparsevec;--> statement-breakpoint
ALTER TABLE "recall_entries" ADD COLUMN "likeness" bit(1024);--> statement-breakpoint
CREATE INDEX "recall_entries_of_many_words" ON "recall_entries" USING btree ("coach_id","client_id") WHERE few_words is null;--> statement-breakpoint
CREATE INDEX "recall_entries_to_embed" ON "recall_entries" USING btree ("embedding_until") WHERE embedding_until is not null;--> statement-breakpoint
-- All that a search looks at of every entry: in it those of a client lie side by side, whatever else was stored between them.
CREATE INDEX "recall_entries_scanned" ON "recall_entries" ("coach_id", "client_id") INCLUDE ("id", "seq", "embedded_by", "likeness", "few_words") WHERE few_words is not null;
--> statement-breakpoint
-- What has a vector already gets a new one, and its signs with it: as a change of the columns, since row-level security hides rows from a migration.
ALTER TABLE "recall_entries" ALTER COLUMN "embedded_by" SET DATA TYPE text USING '', ALTER COLUMN "embedding_until" SET DATA TYPE timestamptz USING now();
