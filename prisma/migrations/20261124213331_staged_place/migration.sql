-- Runs that are under way and held plans keep what they have staged: the order of its rows is not known, and does not matter.
ALTER TABLE "StagedAccount" ADD COLUMN "place" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "StagedAccount" ALTER COLUMN "place" DROP DEFAULT;
ALTER TABLE "StagedGrant" ADD COLUMN "place" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "StagedGrant" ALTER COLUMN "place" DROP DEFAULT;
