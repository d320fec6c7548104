-- Runs that are under way and held plans keep what they have staged: the order of its rows is not known, and does not matter.
-- The default stays for a worker of the version before, which goes on staging without it until it is stopped.
ALTER TABLE "StagedAccount" ADD COLUMN "place" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "StagedGrant" ADD COLUMN "place" INTEGER NOT NULL DEFAULT 0;
