-- What was one word becomes the facts behind it; what was known stays known, with today as the day it was seen.
ALTER TABLE "Entitlement"
ADD COLUMN     "acceptedAt" TIMESTAMPTZ(3),
ADD COLUMN     "documented" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "heldAt" TIMESTAMPTZ(3);

UPDATE "Entitlement" SET
  "documented" = "grantability" <> 'never_seen',
  "heldAt" = CASE WHEN "grantability" = 'known' THEN now() END;

ALTER TABLE "Entitlement" DROP COLUMN "grantability";

-- Staging lives for one run: runs that are under way read their pages again.
DELETE FROM "StagedRun";
DELETE FROM "StagedEntitlement";

ALTER TABLE "StagedEntitlement" DROP COLUMN "grantability",
ADD COLUMN     "documented" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "held" BOOLEAN NOT NULL DEFAULT false;

DROP TYPE "Grantability";
