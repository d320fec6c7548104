-- CreateEnum
CREATE TYPE "ChangedObject" AS ENUM ('resource', 'account', 'entitlement');

-- AlterEnum
ALTER TYPE "SyncPhaseStatus" ADD VALUE 'held';
ALTER TYPE "SyncPhaseStatus" ADD VALUE 'cancelled';

-- DropIndex
DROP INDEX "Grant_groupId_endedAt_idx";
DROP INDEX "Grant_entitlementId_endedAt_idx";

-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "beganByRunId" UUID,
ADD COLUMN     "endedByRunId" UUID;

-- AlterTable
ALTER TABLE "Connector" ADD COLUMN     "nextSyncAt" TIMESTAMPTZ(3),
ADD COLUMN     "syncCron" TEXT,
ADD COLUMN     "syncEveryMinutes" INTEGER NOT NULL DEFAULT 60,
ADD COLUMN     "syncTimeZone" TEXT NOT NULL DEFAULT 'UTC';

-- AlterTable
ALTER TABLE "Entitlement" ADD COLUMN     "beganByRunId" UUID,
ADD COLUMN     "endedByRunId" UUID;

-- AlterTable
ALTER TABLE "Resource" ADD COLUMN     "beganByRunId" UUID,
ADD COLUMN     "endedByRunId" UUID;

-- Staging lives for one run: runs that are under way read their pages again.
TRUNCATE "StagedRun", "StagedResource", "StagedAccount", "StagedEntitlement", "StagedGrant";

-- AlterTable
ALTER TABLE "StagedAccount" DROP CONSTRAINT "StagedAccount_pkey",
DROP COLUMN "runId",
ADD COLUMN     "position" INTEGER NOT NULL,
ADD COLUMN     "stage" INTEGER NOT NULL;

-- AlterTable
ALTER TABLE "StagedEntitlement" DROP CONSTRAINT "StagedEntitlement_pkey",
DROP COLUMN "runId",
ADD COLUMN     "position" INTEGER NOT NULL,
ADD COLUMN     "stage" INTEGER NOT NULL,
ALTER COLUMN "documented" DROP DEFAULT,
ALTER COLUMN "held" DROP DEFAULT;

-- AlterTable
ALTER TABLE "StagedGrant" DROP CONSTRAINT "StagedGrant_pkey",
DROP COLUMN "runId",
ADD COLUMN     "position" INTEGER NOT NULL,
ADD COLUMN     "stage" INTEGER NOT NULL;

-- AlterTable
ALTER TABLE "StagedResource" DROP CONSTRAINT "StagedResource_pkey",
DROP COLUMN "phase",
DROP COLUMN "runId",
ADD COLUMN     "hints" JSONB NOT NULL,
ADD COLUMN     "position" INTEGER NOT NULL,
ADD COLUMN     "stage" INTEGER NOT NULL;

-- AlterTable
ALTER TABLE "StagedRun" DROP CONSTRAINT "StagedRun_pkey",
ADD COLUMN     "readFrom" TIMESTAMPTZ(3) NOT NULL,
ADD COLUMN     "stage" SERIAL NOT NULL,
ADD CONSTRAINT "StagedRun_pkey" PRIMARY KEY ("stage");

-- AlterTable
ALTER TABLE "SyncPhaseRun" ADD COLUMN     "applyMs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "cause" TEXT,
ADD COLUMN     "diffMs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "fetchMs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "held" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "parseMs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "stageMs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "vendor" JSONB;

-- AlterTable
ALTER TABLE "SyncRun" ADD COLUMN     "guardLifted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "heldEndedAt" TIMESTAMPTZ(3),
ADD COLUMN     "heldEndedById" UUID,
ADD COLUMN     "heldOutcome" TEXT,
ADD COLUMN     "waitingUntil" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "InventoryChange" (
    "id" UUID NOT NULL,
    "connectorId" UUID NOT NULL,
    "objectType" "ChangedObject" NOT NULL,
    "objectId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "runId" UUID,
    "change" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,

    CONSTRAINT "InventoryChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SyncCallCount" (
    "runId" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "waitedMs" INTEGER NOT NULL,

    CONSTRAINT "SyncCallCount_pkey" PRIMARY KEY ("runId","phase","endpoint")
);

-- CreateTable
CREATE TABLE "RemovalLimit" (
    "connectorId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "percent" INTEGER NOT NULL,
    "objects" INTEGER NOT NULL,
    "setById" UUID,
    "setAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RemovalLimit_pkey" PRIMARY KEY ("connectorId","kind")
);

-- CreateTable
CREATE UNLOGGED TABLE "StagedPhase" (
    "stage" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "after" TEXT,
    "step" TEXT NOT NULL DEFAULT 'reading',
    "applied" INTEGER NOT NULL DEFAULT 0,
    "read" INTEGER NOT NULL DEFAULT 0,
    "totals" JSONB NOT NULL DEFAULT '{}',
    "calls" JSONB NOT NULL DEFAULT '{}',
    "timings" JSONB NOT NULL DEFAULT '{}',
    "keptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StagedPhase_pkey" PRIMARY KEY ("stage","position")
);

-- CreateTable
CREATE UNLOGGED TABLE "PlannedObject" (
    "stage" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "objectType" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "objectId" UUID,
    "externalId" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "PlannedObject_pkey" PRIMARY KEY ("stage","position","seq")
);

-- CreateTable
CREATE UNLOGGED TABLE "PlannedGrant" (
    "stage" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "grantId" UUID,
    "entitlementId" UUID NOT NULL,
    "accountId" UUID,
    "groupId" UUID,
    "method" "GrantMethod",

    CONSTRAINT "PlannedGrant_pkey" PRIMARY KEY ("stage","position","seq")
);

-- CreateIndex
CREATE INDEX "InventoryChange_objectId_at_idx" ON "InventoryChange"("objectId", "at");

-- CreateIndex
CREATE INDEX "InventoryChange_runId_idx" ON "InventoryChange"("runId");

-- CreateIndex
CREATE UNIQUE INDEX "StagedRun_runId_key" ON "StagedRun"("runId");

-- AddForeignKey
ALTER TABLE "InventoryChange" ADD CONSTRAINT "InventoryChange_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "Connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncRun" ADD CONSTRAINT "SyncRun_heldEndedById_fkey" FOREIGN KEY ("heldEndedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncCallCount" ADD CONSTRAINT "SyncCallCount_runId_fkey" FOREIGN KEY ("runId") REFERENCES "SyncRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RemovalLimit" ADD CONSTRAINT "RemovalLimit_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "Connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RemovalLimit" ADD CONSTRAINT "RemovalLimit_setById_fkey" FOREIGN KEY ("setById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StagedPhase" ADD CONSTRAINT "StagedPhase_stage_fkey" FOREIGN KEY ("stage") REFERENCES "StagedRun"("stage") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what the Prisma schema cannot say.

-- Few grants are held by groups, have ended, or were ended by a run: indexes of these only.
CREATE INDEX "Grant_group_idx" ON "Grant" ("groupId", "endedAt") WHERE "groupId" IS NOT NULL;
CREATE INDEX "Grant_ended_idx" ON "Grant" ("entitlementId", "endedAt") WHERE "endedAt" IS NOT NULL;
CREATE INDEX "Grant_ended_otherwise_idx" ON "Grant" ("connectorId", "endedAt") WHERE "endedAt" IS NOT NULL AND "endedByRunId" IS NULL;
CREATE INDEX "Grant_ended_by_run_idx" ON "Grant" ("endedByRunId") WHERE "endedByRunId" IS NOT NULL;

-- A million checks take longer than the million rows. The constraints say what belongs together, and check nothing.
ALTER TABLE "Grant" ALTER CONSTRAINT "Grant_appId_fkey" NOT ENFORCED;
ALTER TABLE "Grant" ALTER CONSTRAINT "Grant_connectorId_fkey" NOT ENFORCED;
ALTER TABLE "Grant" ALTER CONSTRAINT "Grant_entitlementId_fkey" NOT ENFORCED;
ALTER TABLE "Grant" ALTER CONSTRAINT "Grant_accountId_fkey" NOT ENFORCED;
ALTER TABLE "Grant" ALTER CONSTRAINT "Grant_groupId_fkey" NOT ENFORCED;

-- What a sync adds to a search index is gathered and put into its place at once; the sync does it when it has written.
ALTER INDEX "Account_displayName_idx" SET (gin_pending_list_limit = 65536);
ALTER INDEX "Account_email_trgm_idx" SET (gin_pending_list_limit = 65536);

CREATE FUNCTION "inventory_change_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'InventoryChange is append-only';
END
$$;
CREATE TRIGGER "InventoryChange_append_only" BEFORE UPDATE ON "InventoryChange" FOR EACH ROW EXECUTE FUNCTION "inventory_change_is_append_only"();
