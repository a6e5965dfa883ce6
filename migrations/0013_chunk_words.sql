ALTER TABLE "knowledge_chunks" ADD COLUMN "words" sparsevec NOT NULL;--> statement-breakpoint
CREATE INDEX "knowledge_chunks_content" ON "knowledge_chunks" USING btree ("coach_id","content_hash");--> statement-breakpoint
-- Read for every question: never moved out of its row, never compressed.
ALTER TABLE "knowledge_chunks" ALTER COLUMN "words" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "chunk_embeddings" ALTER COLUMN "embedding" SET STORAGE PLAIN;--> statement-breakpoint
-- The text is compressed where it stands; only a few chunks of a question are read.
ALTER TABLE "knowledge_chunks" ALTER COLUMN "content" SET STORAGE MAIN;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ALTER COLUMN "headings" SET STORAGE MAIN;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ALTER COLUMN "anchor" SET STORAGE MAIN;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" SET (toast_tuple_target = 128);
