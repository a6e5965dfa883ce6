CREATE TABLE "chunk_words" (
	"coach_id" uuid NOT NULL,
	"chunk_id" uuid NOT NULL,
	"words" sparsevec NOT NULL,
	CONSTRAINT "chunk_words_coach_id_chunk_id_pk" PRIMARY KEY("coach_id","chunk_id")
);
--> statement-breakpoint
ALTER TABLE "chunk_words" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "document_words" (
	"coach_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"from_place" integer NOT NULL,
	"to_place" integer NOT NULL,
	"holding" sparsevec NOT NULL,
	CONSTRAINT "document_words_coach_id_document_id_from_place_pk" PRIMARY KEY("coach_id","document_id","from_place")
);
--> statement-breakpoint
ALTER TABLE "document_words" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "chunk_words" ADD CONSTRAINT "chunk_words_coach_id_chunk_id_knowledge_chunks_coach_id_id_fk" FOREIGN KEY ("coach_id","chunk_id") REFERENCES "public"."knowledge_chunks"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_words" ADD CONSTRAINT "document_words_coach_id_document_id_documents_coach_id_id_fk" FOREIGN KEY ("coach_id","document_id") REFERENCES "public"."documents"("coach_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "coach_rows" ON "chunk_words" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "chunk_words" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "coach_rows" ON "document_words" AS PERMISSIVE FOR ALL TO "opencoach_app" USING (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid) WITH CHECK (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "system_rows" ON "document_words" AS PERMISSIVE FOR ALL TO "opencoach_system" USING (true) WITH CHECK (true);--> statement-breakpoint
-- Read for every question: never moved out of their rows, never compressed.
ALTER TABLE "chunk_words" ALTER COLUMN "words" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "document_words" ALTER COLUMN "holding" SET STORAGE PLAIN;--> statement-breakpoint
GRANT SELECT, INSERT ON "chunk_words", "document_words", "knowledge_chunks" TO "opencoach_system";--> statement-breakpoint
-- Row-level security hides rows from a migration.
SET LOCAL ROLE "opencoach_system";--> statement-breakpoint
INSERT INTO "chunk_words" SELECT "coach_id", "id", "words" FROM "knowledge_chunks" ORDER BY "coach_id", "id";--> statement-breakpoint
INSERT INTO "document_words" ("coach_id", "document_id", "from_place", "to_place", "holding")
SELECT "coach_id", "document_id", min(place), max(place), ('{' || string_agg(place || ':' || held, ',' ORDER BY place) || '}/1000000000')::sparsevec
FROM (
	SELECT "coach_id", "document_id", split_part(word, ':', 1)::int AS place, count(*) AS held,
		row_number() OVER (PARTITION BY "coach_id", "document_id" ORDER BY split_part(word, ':', 1)::int) AS nth
	FROM "knowledge_chunks", string_to_table(split_part(trim(LEADING '{' FROM "words"::text), '}', 1), ',') AS word
	WHERE word <> '' GROUP BY 1, 2, 3) AS counted
GROUP BY "coach_id", "document_id", (nth - 1) / 480;--> statement-breakpoint
RESET ROLE;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" DROP COLUMN "words";--> statement-breakpoint
-- Seven bytes tell a coach's texts apart; and the words' room is free again.
ALTER TABLE "knowledge_chunks" ALTER COLUMN "content_hash" SET DATA TYPE bytea USING substring("content_hash" FROM 1 FOR 7);--> statement-breakpoint
-- The signs of the vectors that are there: likeness-signs.ts in the database's own language, some milliseconds a vector, once.
CREATE TEMPORARY TABLE "signs_flipped" ON COMMIT DROP AS
SELECT array_agg((((h3 # (h3 >> 16)) & 1) = 1) ORDER BY at) AS flipped
FROM (SELECT at, ((h2 # (h2 >> 13))::numeric * 3266489909 % 4294967296)::bigint AS h3
	FROM (SELECT at, ((h1 # (h1 >> 16))::numeric * 2246822507 % 4294967296)::bigint AS h2
		FROM (SELECT at, (at::numeric * 2654435761 % 4294967296)::bigint AS h1 FROM generate_series(1, 16000) AS at) AS one) AS two) AS three;--> statement-breakpoint
CREATE FUNCTION "signs_of_0031"(given halfvec) RETURNS bit(256) LANGUAGE plpgsql AS $$
DECLARE
	turned real[] := given::real[];
	flipped boolean[] := (SELECT "signs_flipped".flipped FROM "signs_flipped");
	size int := 1024;
	half int := 1;
	one real;
	other real;
	signs text := '';
BEGIN
	FOR at IN 1 .. array_length(turned, 1) LOOP
		IF flipped[at] THEN turned[at] := -turned[at]; END IF;
	END LOOP;
	WHILE size < array_length(turned, 1) LOOP size := size * 2; END LOOP;
	turned := turned || array_fill(0::real, ARRAY[size - array_length(turned, 1)]);
	WHILE half < size LOOP
		FOR block IN 0 .. size / (2 * half) - 1 LOOP
			FOR at IN block * 2 * half + 1 .. block * 2 * half + half LOOP
				one := turned[at];
				other := turned[at + half];
				turned[at] := one + other;
				turned[at + half] := one - other;
			END LOOP;
		END LOOP;
		half := half * 2;
	END LOOP;
	FOR at IN 1 .. 256 LOOP signs := signs || CASE WHEN turned[at] > 0 THEN '1' ELSE '0' END; END LOOP;
	RETURN signs::bit(256);
END $$;--> statement-breakpoint
ALTER TABLE "chunk_embeddings" ADD COLUMN "likeness" text;--> statement-breakpoint
ALTER TABLE "chunk_embeddings" ALTER COLUMN "likeness" SET DATA TYPE bit(256) USING "signs_of_0031"("embedding"), ALTER COLUMN "likeness" SET NOT NULL, ALTER COLUMN "likeness" SET STORAGE MAIN;--> statement-breakpoint
DROP FUNCTION "signs_of_0031"(halfvec);--> statement-breakpoint
-- All that a search looks at of every vector: in the index those of a coach lie side by side.
ALTER TABLE "chunk_embeddings" DROP CONSTRAINT "chunk_embeddings_coach_id_chunk_id_model_pk",
	ADD CONSTRAINT "chunk_embeddings_coach_id_chunk_id_model_pk" PRIMARY KEY ("coach_id", "chunk_id", "model") INCLUDE ("likeness") WITH (fillfactor = 100);--> statement-breakpoint
-- What is stored comes in the order of its keys: room in their pages for what is put between would stay empty.
ALTER INDEX "chunk_words_coach_id_chunk_id_pk" SET (fillfactor = 100);--> statement-breakpoint
ALTER INDEX "knowledge_chunks_coach_id_id_pk" SET (fillfactor = 100);--> statement-breakpoint
ALTER TABLE "knowledge_chunks" DROP CONSTRAINT "knowledge_chunks_ordinal",
	ADD CONSTRAINT "knowledge_chunks_ordinal" UNIQUE ("document_id", "ordinal") WITH (fillfactor = 100);
