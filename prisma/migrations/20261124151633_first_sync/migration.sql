-- DropIndex
DROP INDEX "Grant_accountId_endedAt_idx";

-- Staging lives for one run: runs that are under way read their pages again.
TRUNCATE "StagedRun", "StagedPhase", "StagedResource", "StagedAccount", "StagedEntitlement", "StagedGrant", "PlannedObject",
  "PlannedGrant";

-- AlterTable
ALTER TABLE "StagedGrant" DROP COLUMN "entitlementExternalId",
DROP COLUMN "principalExternalId",
ADD COLUMN     "entitlementExternalIds" TEXT[],
ADD COLUMN     "on" TEXT NOT NULL,
ADD COLUMN     "principalExternalIds" TEXT[];

-- Written by hand: what the Prisma schema cannot say.

-- Grants come account by account: what is current is found by its account first, in the order in which it is written.
DROP INDEX "Grant_current_account_key";
CREATE UNIQUE INDEX "Grant_current_account_key" ON "Grant" ("accountId", "entitlementId") WHERE "endedAt" IS NULL AND "accountId" IS NOT NULL;
CREATE INDEX "Grant_current_entitlement_idx" ON "Grant" ("entitlementId") WHERE "endedAt" IS NULL AND "accountId" IS NOT NULL;
CREATE INDEX "Grant_ended_account_idx" ON "Grant" ("accountId", "endedAt") WHERE "endedAt" IS NOT NULL AND "accountId" IS NOT NULL;

-- Staging is compared the moment it is filled, and belongs to another run each time: what the planner had learnt of the last
-- run would be wrong for this one, and learning it anew takes longer than knowing it. So it is told, once, how many
-- different values a column has (negative: for each row), and nothing measures it again.
SELECT pg_restore_attribute_stats(
  'schemaname', current_schema()::text, 'relname', relname, 'attname', attname, 'inherited', false,
  'null_frac', 0::real, 'avg_width', width, 'n_distinct', distinct_values)
FROM (VALUES
  ('StagedResource', 'stage', 4, 1::real), ('StagedResource', 'position', 4, 1), ('StagedResource', 'resourceType', 8, 2),
  ('StagedResource', 'externalId', 40, -1),
  ('StagedAccount', 'stage', 4, 1), ('StagedAccount', 'position', 4, 1), ('StagedAccount', 'externalId', 40, -1),
  ('StagedEntitlement', 'stage', 4, 1), ('StagedEntitlement', 'position', 4, 1),
  ('StagedEntitlement', 'resourceType', 8, 2), ('StagedEntitlement', 'kind', 8, 2),
  ('StagedEntitlement', 'externalId', 60, -1),
  ('StagedGrant', 'stage', 4, 1), ('StagedGrant', 'position', 4, 1), ('StagedGrant', 'principalType', 8, 1),
  ('StagedGrant', 'on', 8, 1),
  ('PlannedObject', 'stage', 4, 1), ('PlannedObject', 'position', 4, 2), ('PlannedObject', 'seq', 4, -1),
  ('PlannedObject', 'objectType', 8, 2), ('PlannedObject', 'action', 8, 2), ('PlannedObject', 'externalId', 44, -1),
  ('PlannedGrant', 'stage', 4, 1), ('PlannedGrant', 'position', 4, 2), ('PlannedGrant', 'seq', 4, -1),
  ('PlannedGrant', 'action', 8, 2)
) AS told (relname, attname, width, distinct_values);
ALTER TABLE "StagedResource" SET (autovacuum_analyze_threshold = 2147483647);
ALTER TABLE "StagedAccount" SET (autovacuum_analyze_threshold = 2147483647);
ALTER TABLE "StagedEntitlement" SET (autovacuum_analyze_threshold = 2147483647);
ALTER TABLE "StagedGrant" SET (autovacuum_analyze_threshold = 2147483647);
ALTER TABLE "PlannedObject" SET (autovacuum_analyze_threshold = 2147483647);
ALTER TABLE "PlannedGrant" SET (autovacuum_analyze_threshold = 2147483647);
