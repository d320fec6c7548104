-- Written by hand: what the Prisma schema cannot say.

-- A read-back that waited for a sync wrote an end from before the beginning.
UPDATE "Grant" SET "endedAt" = "firstSeenAt" WHERE "endedAt" < "firstSeenAt";
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_interval_check" CHECK ("endedAt" >= "firstSeenAt");
