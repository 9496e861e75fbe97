-- Texts are folded by the product itself (packages/rules/src/text): PostgreSQL's versions fold differently. `search` holds the fold of number, title,
-- customer, telephones, texts and file names; behind a line break that of comments and their files. `folded` holds titles and texts whose fold is not
-- the text itself, by field code. Rows of an older version of the fold, at first all, are folded again in the background.
ALTER TABLE "ticket_content" ADD COLUMN "folded" JSONB NOT NULL DEFAULT '{}', ADD COLUMN "fold_version" INTEGER NOT NULL DEFAULT 0;

CREATE INDEX "ticket_content_fold_version_no_idx" ON "ticket_content"("fold_version", "no");
