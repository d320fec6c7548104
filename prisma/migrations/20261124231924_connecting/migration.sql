-- CreateEnum
CREATE TYPE "AppSource" AS ENUM ('connector', 'discovered', 'csv', 'hand');

-- CreateEnum
CREATE TYPE "AttachChoice" AS ENUM ('new_app', 'managed_app', 'unmanaged_app');

-- AlterTable
ALTER TABLE "App" ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "deletedById" UUID,
ADD COLUMN     "icon" TEXT,
ADD COLUMN     "managedAt" TIMESTAMPTZ(3),
ADD COLUMN     "source" "AppSource" NOT NULL DEFAULT 'connector';

-- AlterTable
ALTER TABLE "Connector" ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "deletedById" UUID,
ADD COLUMN     "keyExpiresAt" TIMESTAMPTZ(3),
ADD COLUMN     "provisionMemberships" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "provisionRoles" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "report" JSONB,
ADD COLUMN     "reportedAt" TIMESTAMPTZ(3),
ADD COLUMN     "secretSetById" UUID,
ADD COLUMN     "supportRequestedAt" TIMESTAMPTZ(3),
ADD COLUMN     "supportRequestedById" UUID,
ALTER COLUMN "secret" DROP NOT NULL,
ALTER COLUMN "secretHint" DROP NOT NULL,
ALTER COLUMN "secretSetAt" DROP NOT NULL;

-- One switch has become two, which say what it said.
UPDATE "Connector" SET "provisionRoles" = "provisioningEnabled", "provisionMemberships" = "provisioningEnabled", "secretSetById" = "createdById";
ALTER TABLE "Connector" DROP COLUMN "provisioningEnabled";
UPDATE "App" SET "managedAt" = "createdAt" WHERE managed;

-- CreateTable
CREATE TABLE "ConnectorDraft" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "attach" "AttachChoice",
    "appId" UUID,
    "appName" TEXT,
    "organizationId" TEXT,
    "organizationName" TEXT,
    "secret" TEXT,
    "secretHint" TEXT,
    "secretSetAt" TIMESTAMPTZ(3),
    "secretSetById" UUID,
    "keyExpiresAt" TIMESTAMPTZ(3),
    "provisionRoles" BOOLEAN NOT NULL DEFAULT false,
    "provisionMemberships" BOOLEAN NOT NULL DEFAULT false,
    "supportRequestedAt" TIMESTAMPTZ(3),
    "supportRequestedById" UUID,
    "report" JSONB,
    "reportedAt" TIMESTAMPTZ(3),
    "connectorId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConnectorDraft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConnectorDraftOwner" (
    "draftId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConnectorDraftOwner_pkey" PRIMARY KEY ("draftId","userId")
);

-- CreateTable
CREATE TABLE "ConnectorDraftStep" (
    "draftId" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,
    "savedById" UUID NOT NULL,

    CONSTRAINT "ConnectorDraftStep_pkey" PRIMARY KEY ("draftId","step")
);

-- CreateIndex
CREATE UNIQUE INDEX "ConnectorDraft_connectorId_key" ON "ConnectorDraft"("connectorId");

-- CreateIndex
CREATE INDEX "ConnectorDraft_appId_idx" ON "ConnectorDraft"("appId");

-- CreateIndex
CREATE INDEX "ConnectorDraftOwner_userId_idx" ON "ConnectorDraftOwner"("userId");

-- AddForeignKey
ALTER TABLE "Connector" ADD CONSTRAINT "Connector_secretSetById_fkey" FOREIGN KEY ("secretSetById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connector" ADD CONSTRAINT "Connector_supportRequestedById_fkey" FOREIGN KEY ("supportRequestedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connector" ADD CONSTRAINT "Connector_deletedById_fkey" FOREIGN KEY ("deletedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "App" ADD CONSTRAINT "App_deletedById_fkey" FOREIGN KEY ("deletedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorDraft" ADD CONSTRAINT "ConnectorDraft_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorDraft" ADD CONSTRAINT "ConnectorDraft_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "Connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorDraft" ADD CONSTRAINT "ConnectorDraft_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorDraft" ADD CONSTRAINT "ConnectorDraft_secretSetById_fkey" FOREIGN KEY ("secretSetById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorDraft" ADD CONSTRAINT "ConnectorDraft_supportRequestedById_fkey" FOREIGN KEY ("supportRequestedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorDraftOwner" ADD CONSTRAINT "ConnectorDraftOwner_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "ConnectorDraft"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorDraftOwner" ADD CONSTRAINT "ConnectorDraftOwner_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorDraftStep" ADD CONSTRAINT "ConnectorDraftStep_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "ConnectorDraft"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorDraftStep" ADD CONSTRAINT "ConnectorDraftStep_savedById_fkey" FOREIGN KEY ("savedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "Notification" ADD COLUMN     "action" TEXT NOT NULL DEFAULT 'Open';
